/**
 * JSON text that passes through Systems Manager Automation unharmed: `{{` begins a reference there, and a policy may hold any text.
 * Two braces in a row occur only within JSON's strings, where the second can be written as an escape that means the same.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
 */
export const automationJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/(?<=\{)\{/g, String.raw`\u007b`);
