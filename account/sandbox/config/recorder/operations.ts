/** Operations on the configuration recorder. There is one for each account in a Region, and it is customer managed. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { Region } from '../../core/world.ts';
import { configError, noSuchConfigurationRecorder, validation } from '../errors.ts';
import { text } from '../input.ts';
import { deliveryChannelOf } from './delivery-channel.ts';
import { recorderOf, type Recorder } from './recorder.ts';
import { checkGroup, everyType, recorderSchema, type RecorderSettings } from './settings.ts';

const name = text(1, 256);
const one = z.strictObject({ ConfigurationRecorderName: name });
const some = z.strictObject({ ConfigurationRecorderNames: z.array(name).optional() });

const put = operation(z.strictObject({ ConfigurationRecorder: recorderSchema }), (input, { region }) => {
  const { roleARN = '', recordingGroup: group = everyType, name: given } = input.ConfigurationRecorder;
  const recorder = recorderOf(region);
  const settings = { name: given ?? recorder.settings?.name ?? 'default', roleARN, group };
  if (settings.name.startsWith('AWSConfigurationRecorderFor'))
    throw configError(
      'InvalidConfigurationRecorderNameException',
      'The prefix "AWSConfigurationRecorderFor" is reserved for service-linked configuration recorders.',
    );
  if (roleARN === '') throw configError('InvalidRoleException', 'The role ARN of the configuration recorder is empty.');
  checkGroup(group);
  if (recorder.settings !== null && recorder.settings.name !== settings.name)
    throw configError(
      'MaxNumberOfConfigurationRecordersExceededException',
      `Failed to put configuration recorder '${settings.name}' because the maximum number of configuration recorders: 1 is reached.`,
    );
  recorder.settings = settings;
  return {};
});

const describe = operation(some, ({ ConfigurationRecorderNames: names }, { region }) => ({
  ConfigurationRecorders: chosen(region, names).map(({ settings }) => ({
    arn: arnOf(region, settings),
    name: settings.name,
    roleARN: settings.roleARN,
    recordingGroup: settings.group,
    recordingMode: { recordingFrequency: 'CONTINUOUS' },
    recordingScope: 'PAID',
  })),
}));

const describeStatus = operation(some, ({ ConfigurationRecorderNames: names }, { region }) => ({
  ConfigurationRecordersStatus: chosen(region, names).map(({ recorder: { status }, settings }) => ({
    arn: arnOf(region, settings),
    name: settings.name,
    recording: status.isRecording,
    lastStartTime: dateOf(status.lastStartedAt),
    lastStopTime: dateOf(status.lastStoppedAt),
    lastStatus: status.lastRecordedAt === null ? 'Pending' : 'Success',
    lastStatusChangeTime: dateOf(status.lastRecordedAt),
  })),
}));

const start = operation(one, ({ ConfigurationRecorderName: wanted }, { region }) => {
  const { recorder } = find(region, wanted);
  if (deliveryChannelOf(region).channel === null)
    throw configError(
      'NoAvailableDeliveryChannelException',
      'Delivery channel is not available to start configuration recorder.',
    );
  if (!recorder.status.isRecording) recorder.start();
  return {};
});

const stop = operation(one, ({ ConfigurationRecorderName: wanted }, { region }) => {
  const { recorder } = find(region, wanted);
  if (recorder.status.isRecording) recorder.stop();
  return {};
});

/** What was recorded stays. */
const remove = operation(one, ({ ConfigurationRecorderName: wanted }, { region }) => {
  const { recorder } = find(region, wanted);
  if (recorder.status.isRecording) recorder.stop();
  recorder.settings = null;
  return {};
});

interface Found {
  readonly recorder: Recorder;
  readonly settings: RecorderSettings;
}

function find(region: Region, wanted: string): Found {
  const recorder = recorderOf(region);
  if (recorder.settings?.name !== wanted) throw noSuchConfigurationRecorder(wanted);
  return { recorder, settings: recorder.settings };
}

function chosen(region: Region, names: readonly string[] = []): readonly Found[] {
  if (names.length > 1) throw validation('You have specified more than one configuration recorder.');
  const [wanted] = names;
  if (wanted !== undefined) return [find(region, wanted)];
  const recorder = recorderOf(region);
  return recorder.settings === null ? [] : [{ recorder, settings: recorder.settings }];
}

function arnOf({ partition, name: place, accountId }: Region, { name: given }: RecorderSettings): string {
  return `arn:${partition}:config:${place}:${accountId}:configuration-recorder/${given}`;
}

function dateOf(moment: number | null): Date | undefined {
  return moment === null ? undefined : new Date(moment);
}

export const recorderOperations: Readonly<Record<string, Operation>> = {
  PutConfigurationRecorder: put,
  DescribeConfigurationRecorders: describe,
  DescribeConfigurationRecorderStatus: describeStatus,
  StartConfigurationRecorder: start,
  StopConfigurationRecorder: stop,
  DeleteConfigurationRecorder: remove,
};
