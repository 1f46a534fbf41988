import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import Metronome from '@metronome/sdk';

const logger = new Logger({ serviceName: 'forward-usage' });
const metrics = new Metrics({ namespace: 'Metering', serviceName: 'forward-usage' });
const metronome = new Metronome({ bearerToken: process.env.METRONOME_BEARER_TOKEN, timeout: 8_000 });

const toEvent = (call) => ({
  transaction_id: `call-${call.callId}`,
  customer_id: call.accountId,
  event_type: 'call_ended',
  timestamp: call.endedAt,
  properties: {
    seconds: String(call.seconds),
    direction: call.direction,
    region: call.region,
    number_id: call.numberId,
  },
});

async function forward(record) {
  const call = JSON.parse(record.body);
  await metronome.v1.usage.ingest({ usage: [toEvent(call)] });
}

export const handler = async (event) => {
  const results = await Promise.allSettled(event.Records.map(forward));

  const failed = event.Records.filter((_, index) => results[index].status === 'rejected');
  results.forEach((result, index) => {
    if (result.status === 'fulfilled') return;
    const { messageId, body, attributes } = event.Records[index];
    logger.error('call not forwarded', {
      messageId,
      body,
      receiveCount: attributes.ApproximateReceiveCount,
      error: result.reason,
    });
  });

  metrics.addMetric('CallsForwarded', MetricUnit.Count, results.length - failed.length);
  metrics.addMetric('CallsFailed', MetricUnit.Count, failed.length);
  metrics.publishStoredMetrics();

  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
