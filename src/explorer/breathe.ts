const { port1, port2 } = new MessageChannel();
/** Each breath has a message of its own, as one that is given up may be still under way when the next is taken. */
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** Lets the messages in that wait for this thread: a message to oneself comes after those that are there, and sooner than a timer. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
