/**
 * The delivery channel, without which a recorder does not start. Nothing is delivered through it: the sandbox has no bucket and
 * no topic.
 */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import { regional, type Region } from '../../core/world.ts';
import { configError, noAvailableConfigurationRecorder } from '../errors.ts';
import { text } from '../input.ts';
import { recorderOf } from './recorder.ts';

const name = text(1, 256);

const channelSchema = z.strictObject({
  name: name.optional(),
  s3BucketName: z.string().optional(),
  s3KeyPrefix: z.string().optional(),
});

interface DeliveryChannel {
  readonly name: string;
  readonly s3BucketName: string;
  readonly s3KeyPrefix: string | undefined;
}

export const deliveryChannelOf = regional((): { channel: DeliveryChannel | null } => ({ channel: null }));

const put = operation(z.strictObject({ DeliveryChannel: channelSchema }), (input, { region }) => {
  if (recorderOf(region).settings === null) throw noAvailableConfigurationRecorder();
  const state = deliveryChannelOf(region);
  const { name: given, s3BucketName = '', s3KeyPrefix } = input.DeliveryChannel;
  const channel = { name: given ?? state.channel?.name ?? 'default', s3BucketName, s3KeyPrefix };
  if (s3BucketName === '')
    throw configError('NoSuchBucketException', 'Cannot find a S3 bucket with an empty bucket name.');
  if (state.channel !== null && state.channel.name !== channel.name)
    throw configError(
      'MaxNumberOfDeliveryChannelsExceededException',
      `Failed to put delivery channel '${channel.name}' because the maximum number of delivery channels: 1 is reached.`,
    );
  state.channel = channel;
  return {};
});

const describe = operation(
  z.strictObject({ DeliveryChannelNames: z.array(name).optional() }),
  ({ DeliveryChannelNames: names = [] }, { region }) => {
    const { channel } = deliveryChannelOf(region);
    const unknown = names.find((wanted) => wanted !== channel?.name);
    if (unknown !== undefined) throw noSuchDeliveryChannel(unknown);
    return { DeliveryChannels: channel === null ? [] : [{ ...channel }] };
  },
);

const remove = operation(z.strictObject({ DeliveryChannelName: name }), (input, { region }) => {
  const state = deliveryChannelOf(region);
  if (state.channel?.name !== input.DeliveryChannelName) throw noSuchDeliveryChannel(input.DeliveryChannelName);
  refuseWhileRecording(region, input.DeliveryChannelName);
  state.channel = null;
  return {};
});

function refuseWhileRecording(region: Region, channel: string): void {
  if (!recorderOf(region).status.isRecording) return;
  throw configError(
    'LastDeliveryChannelDeleteFailedException',
    `Failed to delete last specified delivery channel with name '${channel}', because there is a running configuration recorder.`,
  );
}

function noSuchDeliveryChannel(wanted: string): Error {
  return configError('NoSuchDeliveryChannelException', `Cannot find delivery channel with specified name '${wanted}'.`);
}

export const deliveryChannelOperations: Readonly<Record<string, Operation>> = {
  PutDeliveryChannel: put,
  DescribeDeliveryChannels: describe,
  DeleteDeliveryChannel: remove,
};
