import {
  DeleteConfigurationRecorderCommand,
  DeleteDeliveryChannelCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  GetResourceConfigHistoryCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
  type RecordingGroup,
} from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { recorderRole, restApiType, stageType, startConfigBench, type ConfigBench } from '../../support/config.ts';

let bench: ConfigBench;
const recorder = { ConfigurationRecorderName: 'default' };

beforeEach(async () => {
  bench = await startConfigBench();
});
afterEach(() => bench.sandbox.close());

const history = (resourceId: string): Promise<unknown> =>
  bench.config.send(new GetResourceConfigHistoryCommand({ resourceType: restApiType, resourceId }));

const unsound: readonly RecordingGroup[] = [
  {},
  { allSupported: true, resourceTypes: [restApiType] },
  { allSupported: false, exclusionByResourceTypes: { resourceTypes: [] } },
  { allSupported: true, recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' } },
];

test('a recorder needs a role, a sound group and a delivery channel, and there is one', async () => {
  const put = (more: { name?: string; roleARN?: string; recordingGroup?: RecordingGroup }): Promise<unknown> =>
    bench.config.send(
      new PutConfigurationRecorderCommand({ ConfigurationRecorder: { roleARN: recorderRole, ...more } }),
    );
  await expect(put({ roleARN: '' })).rejects.toMatchObject({ name: 'InvalidRoleException' });
  await expect(put({ name: 'second' })).rejects.toMatchObject({
    name: 'MaxNumberOfConfigurationRecordersExceededException',
  });
  for (const recordingGroup of unsound)
    await expect(put({ recordingGroup })).rejects.toMatchObject({ name: 'InvalidRecordingGroupException' });
  await expect(
    bench.config.send(new DeleteDeliveryChannelCommand({ DeliveryChannelName: 'default' })),
  ).rejects.toMatchObject({ name: 'LastDeliveryChannelDeleteFailedException' });
  await bench.config.send(new StopConfigurationRecorderCommand(recorder));
  await bench.config.send(new DeleteDeliveryChannelCommand({ DeliveryChannelName: 'default' }));
  await expect(bench.config.send(new StartConfigurationRecorderCommand(recorder))).rejects.toMatchObject({
    name: 'NoAvailableDeliveryChannelException',
  });
});

test('only the types of the group are recorded', async () => {
  const recordingGroup: RecordingGroup = { allSupported: false, resourceTypes: [stageType] };
  await bench.config.send(
    new PutConfigurationRecorderCommand({ ConfigurationRecorder: { roleARN: recorderRole, recordingGroup } }),
  );
  const arn = await bench.createApi('orders');
  await bench.settle();
  await expect(history(arn)).rejects.toMatchObject({ name: 'ResourceNotDiscoveredException' });
});

test('without a recorder there is no history and no delivery channel', async () => {
  await bench.config.send(new DeleteConfigurationRecorderCommand(recorder));
  const { ConfigurationRecorders } = await bench.config.send(new DescribeConfigurationRecordersCommand({}));
  expect(ConfigurationRecorders).toEqual([]);
  const refusal = { name: 'NoAvailableConfigurationRecorderException' };
  await expect(history('arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5')).rejects.toMatchObject(refusal);
  const put = new PutDeliveryChannelCommand({ DeliveryChannel: { s3BucketName: 'config-history' } });
  await expect(bench.config.send(put)).rejects.toMatchObject(refusal);
  const { DeliveryChannels } = await bench.config.send(new DescribeDeliveryChannelsCommand({}));
  expect(DeliveryChannels).toEqual([{ name: 'default', s3BucketName: 'config-history' }]);
});
