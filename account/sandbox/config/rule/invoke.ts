/**
 * Runs a rule's function as AWS Config does: it hands the event to Lambda, which runs the function later, and up to three times
 * when it throws. https://docs.aws.amazon.com/lambda/latest/dg/services-config.html
 */
import { ServiceError } from '../../core/errors.ts';
import type { Region } from '../../core/world.ts';
import { invokeAsync } from '../../lambda/asynchronous.ts';
import { deliveriesOf, type Delivery } from './deliveries.ts';
import { eventOf, type Message } from './invoking-event.ts';
import { rulesOf, type Rule } from './rules.ts';

/** @returns when the first attempt is over; further attempts go on in the background */
export function send(region: Region, rule: Rule, message: Message, leftScope: boolean): Promise<void> {
  const resultToken = region.world.ids.hex(64);
  const delivery: Delivery = {
    resultToken,
    ruleId: rule.id,
    ruleName: rule.name,
    functionArn: rule.definition.functionArn,
    messageType: message.messageType,
    event: eventOf(region, rule, message, leftScope, resultToken),
    sentAt: region.world.clock.now(),
    attempts: 0,
    outcome: null,
  };
  deliveriesOf(region).add(delivery);
  return deliver(region, rule, delivery);
}

/**
 * Hands over a message once more, as may happen to one that is delivered asynchronously. For tests.
 * @throws ServiceError NoSuchConfigRuleException when its rule is gone
 */
export function deliverAgain(region: Region, delivery: Delivery): Promise<void> {
  return deliver(region, rulesOf(region).get(delivery.ruleName), delivery);
}

function deliver(region: Region, rule: Rule, delivery: Delivery): Promise<void> {
  const now = region.world.clock.now();
  const record = rulesOf(region).recordOf(rule);
  return new Promise((resolve) => {
    try {
      invokeAsync(region, delivery.functionArn, delivery.event, ({ functionError }) => {
        delivery.attempts += 1;
        delivery.outcome = functionError === null ? 'returned' : 'threw';
        resolve();
      });
      if (record !== undefined) record.lastInvokedAt = now;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      delivery.outcome = 'not-invoked';
      if (record !== undefined) record.lastFailure = { at: now, code: error.code, message: error.message };
      resolve();
    }
  });
}
