/** The scenario was well written, but its market cannot go on; the message says where and what to change. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}
