const everyMilliseconds = 500;

/** Tells on standard error, at most twice a second, how far a transfer has come; nothing where nobody looks. */
export function createProgress(what: string, total?: number): { moved: (bytes: number) => void; done: () => void } {
  const { stderr } = process;
  const started = performance.now();
  let told = 0;
  const line = (bytes: number): string => {
    const part =
      total === undefined || total === 0 ? '' : ` of ${sizeText(total)} (${Math.floor((bytes / total) * 100)} %)`;
    return `${what}: ${sizeText(bytes)}${part}, ${sizeText(bytes / Math.max(0.001, (performance.now() - started) / 1000))}/s`;
  };
  return {
    moved(bytes) {
      if (!stderr.isTTY || performance.now() - told < everyMilliseconds) return;
      told = performance.now();
      stderr.write(`\r\u001b[K${line(bytes)}`);
    },
    done() {
      if (stderr.isTTY) stderr.write('\r\u001b[K');
    },
  };
}

/** 1536 -> `1.5 KiB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit += 1) value /= 1024;
  return `${unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
