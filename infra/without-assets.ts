/** For stacks that need nothing of the CDK's bootstrap: no bucket, no role, no version to check. An asset in them is an error. */
import { BootstraplessSynthesizer, type StackProps } from 'aws-cdk-lib';

// `Object.assign`, because the synthesizer's own type is wider than what a stack declares under `exactOptionalPropertyTypes`.
export const withoutAssets = (props: StackProps): StackProps =>
  Object.assign({ ...props }, { synthesizer: new BootstraplessSynthesizer() });
