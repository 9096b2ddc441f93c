/** Lets every table whose headers hold buttons sort by a column: once up, again down. */
export function sortableTables(within: ParentNode): void {
  for (const button of within.querySelectorAll<HTMLButtonElement>('th button')) {
    button.addEventListener('click', () => sortBy(button.closest('th')!));
  }
}

function sortBy(header: HTMLTableCellElement): void {
  const table = header.closest('table')!;
  const direction = header.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
  for (const other of header.parentElement!.children) other.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', direction);
  const body = table.tBodies[0]!;
  const keyed = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[header.cellIndex]) }));
  keyed.sort((one, other) => inOrder(one.key, other.key) * (direction === 'ascending' ? 1 : -1));
  body.append(...keyed.map(({ row }) => row));
}

/** A number where the cell carries one; the text it shows otherwise. */
function keyOf(cell: HTMLTableCellElement | undefined): string | number {
  const value = cell?.dataset.value;
  if (value === undefined) return cell?.textContent ?? '';
  return value === '' ? Number.NEGATIVE_INFINITY : Number(value);
}

function inOrder(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one === other ? 0 : one - other;
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}
