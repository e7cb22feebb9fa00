import { parentPort } from 'node:worker_threads';
import { type Compilation, compileSource } from '../assurance/compile-source.ts';

/** Compiles what it is sent, one after the other. */
parentPort?.on('message', (compilation: Compilation) => {
  compileSource(compilation).then(
    (compiled) => parentPort?.postMessage(compiled),
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  );
});
