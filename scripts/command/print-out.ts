/** Writes text to the standard output and waits until it is out: a command ends its process, and a pipe would lose the rest. */
export function printOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error === null || error === undefined ? resolve() : reject(error)));
  });
}
