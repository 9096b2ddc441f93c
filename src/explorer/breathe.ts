/**
 * Lets the messages in that wait for this thread, and comes back after them. A task of the lowest priority where the browser has such (in Chromium a third of the time that a message
 * to oneself takes), else a message to oneself: a timer waits for 4 ms.
 */
export const breathe: () => Promise<void> =
  'scheduler' in globalThis
    ? () => scheduler.postTask(() => {}, { priority: 'background' })
    : byMessage(new MessageChannel());

/** Each breath has a message of its own, as one that is given up may be still under way when the next is taken. */
function byMessage({ port1, port2 }: MessageChannel): () => Promise<void> {
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
