/** The CDK app, which the CDK runs in the project's folder (cdk.json). Settings: settings.ts. Needs neither an account nor a network. */
import { App } from 'aws-cdk-lib';
import { codesIn } from './code.ts';
import { settingsInContext, SettingsError } from './settings.ts';
import { addStacks } from './stacks.ts';

const app = new App();
try {
  const context: unknown = app.node.getAllContext();
  addStacks(app, settingsInContext(context), codesIn(process.cwd()));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
