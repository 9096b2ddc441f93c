/** Leads to a heading by script, since the address after # holds the reader's scenario. @param id of one that takes the focus. */
export function goTo(id: string): void {
  const target = document.getElementById(id);
  target?.scrollIntoView();
  target?.focus();
}
