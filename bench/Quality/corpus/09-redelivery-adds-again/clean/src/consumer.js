'use strict';

const { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } = require('@aws-sdk/client-sqs');
const { pool } = require('./db');
const logger = require('./logger');
const { consumed, failed } = require('./metrics');

const sqs = new SQSClient({});
const QueueUrl = process.env.TRANSFER_QUEUE_URL;
let stopping = false;

function parse(body) {
  const usage = JSON.parse(body);
  if (!Number.isSafeInteger(usage.bytes) || usage.bytes <= 0) throw new Error(`bad byte count in ${usage.id}`);
  return usage;
}

async function apply(usage) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const seen = await client.query(
      'INSERT INTO applied_transfers (transfer_id) VALUES ($1) ON CONFLICT (transfer_id) DO NOTHING',
      [usage.id],
    );
    if (seen.rowCount === 1) {
      await client.query(
        `INSERT INTO transfer_totals (account_id, month, bytes)
         VALUES ($1, date_trunc('month', $2::timestamptz AT TIME ZONE 'UTC'), $3)
         ON CONFLICT (account_id, month) DO UPDATE SET bytes = transfer_totals.bytes + EXCLUDED.bytes`,
        [usage.accountId, usage.finishedAt, usage.bytes],
      );
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function handle(message) {
  try {
    await apply(parse(message.Body));
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    consumed.inc();
  } catch (error) {
    failed.inc();
    logger.error({ err: error, messageId: message.MessageId, body: message.Body }, 'transfer stays in the queue');
  }
}

async function run() {
  while (!stopping) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20, VisibilityTimeout: 60 }),
    );
    await Promise.all(Messages.map(handle));
  }
}

process.once('SIGTERM', () => {
  stopping = true;
});

module.exports = { run };
