import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { PackedPoint, Task } from '../experiments/executor.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { TABLE_NAMES, TABLES, type TableName } from '../tables/columns.ts';
import { hashes } from './engine-hash.ts';
import { hashOfCells, unpackTable } from './parquet.ts';
import { sha256Of } from './sha256.ts';

/** What goes through the queue: tasks as text in a job, results as bytes beside it. Either side checks what it is given. */

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);

/** @throws Error that says in one line what is no message of ours. */
function messageAs<Message>(form: z.ZodType<Message>, data: unknown): Message {
  const read = form.safeParse(data);
  if (read.success) return read.data;
  const [{ path, message }] = read.error.issues as [z.core.$ZodIssue];
  throw new Error(`no message of talentflow: ${[...path, message].join(': ')}`);
}

const TASK = z.strictObject({
  format: z.literal('talentflow.task/1'),
  /** Of the coordinator: a worker of another engine refuses. */
  engine: z.string(),
  version: z.string(),
  id: SHA256,
  seed: z.string(),
  replicate: z.int().min(0),
  /** The resolved scenario, as JSON, compressed, in base 64. */
  scenario: z.base64(),
});
export type TaskMessage = z.infer<typeof TASK>;

export function taskMessage({ point, scenario }: Task, version: string): TaskMessage {
  return {
    format: 'talentflow.task/1',
    engine: hashes().engine,
    version,
    id: point.id,
    seed: point.seed,
    replicate: point.replicate,
    scenario: gzipSync(JSON.stringify(scenario)).toString('base64'),
  };
}

/**
 * The task that a message asks for.
 * @throws Error when it is none, is for another engine, or what it says does not give the point that it names.
 */
export function taskOfMessage(data: unknown): Task {
  const message = messageAs(TASK, data);
  const { engine, pointId } = hashes();
  if (message.engine !== engine) {
    throw new Error(
      `the point is for the engine ${message.engine.slice(0, 12)}… (talentflow ${message.version}); this worker has ${engine.slice(0, 12)}…: start workers of the same version`,
    );
  }
  const scenario = JSON.parse(
    gunzipSync(Buffer.from(message.scenario, 'base64')).toString('utf8'),
  ) as Scenario;
  const { id, seed, replicate } = message;
  if (pointId(scenario, seed, replicate) !== id)
    throw new Error('the scenario and seed do not give the point that is named');
  return { point: { id, variant: 0, seed, replicate }, scenario };
}

const RESULT = z.strictObject({
  format: z.literal('talentflow.result/2'),
  id: SHA256,
  moves: z.array(z.int()),
  /** Of the files that follow. */
  sha256: SHA256,
  tables: z.array(
    z.strictObject({
      name: z.string(),
      rows: z.int().min(0),
      types: z.string(),
      sha256: SHA256,
      bytes: z.int().min(0),
    }),
  ),
});

/** Length of the header, the header as JSON, then the Parquet files one after another: they are compressed already. */
export function resultMessage(id: string, { tables, moves }: PackedPoint): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      format: 'talentflow.result/2',
      id,
      moves: [...moves],
      sha256: sha256Of(Buffer.concat(tables.map(({ bytes }) => bytes))),
      tables: tables.map(({ name, rows, types, sha256, bytes }) => ({
        name,
        rows,
        types,
        sha256,
        bytes: bytes.byteLength,
      })),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.byteLength);
  return Buffer.concat([length, header, ...tables.map(({ bytes }) => bytes)]);
}

/**
 * The result that a message holds: every table, readable, with the cells that it says it has.
 * @throws Error when it is not the result of the point `id`.
 */
export function resultOfMessage(id: string, message: Buffer): PackedPoint {
  const start = 4 + message.readUInt32LE(0);
  const header = messageAs(RESULT, JSON.parse(message.subarray(4, start).toString('utf8')));
  if (header.id !== id) throw new Error('the result is of another point');
  const names = header.tables.map(({ name }) => name);
  if (names.join() !== TABLE_NAMES.join()) throw new Error('the result has other tables');
  if (sha256Of(message.subarray(start)) !== header.sha256)
    throw new Error('the result has other bytes than were sent');
  let at = start;
  const tables = header.tables.map(({ name, rows, types, sha256, bytes: length }) => {
    const bytes = Uint8Array.from(message.subarray(at, at + length));
    at += length;
    if (hashOfCells(unpackTable(name, TABLES[name as TableName], bytes)) !== sha256)
      throw new Error(`table ${name} has other cells than it says`);
    return { name, rows, types, sha256, bytes };
  });
  return { tables, moves: Int32Array.from(header.moves) };
}
