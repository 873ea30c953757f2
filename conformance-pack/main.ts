/** `npm run conformance-pack`: the template on standard output, or what is wrong on standard error and exit code 2. */
import { packFor } from './print.ts';

try {
  process.stdout.write(packFor(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
