import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

interface MeteringStackProps extends StackProps {
  onCallTopicArn: string;
  lagoUrl: string;
}

export class MeteringStack extends Stack {
  readonly usageQueue: Queue;

  constructor(scope: Construct, id: string, props: MeteringStackProps) {
    super(scope, id, props);

    const onCall = new SnsAction(Topic.fromTopicArn(this, 'OnCall', props.onCallTopicArn));
    const lagoKey = Secret.fromSecretNameV2(this, 'LagoKey', 'metering/lago');

    const deadLetters = new Queue(this, 'UsageDeadLetters', {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
    });
    this.usageQueue = new Queue(this, 'Usage', {
      visibilityTimeout: Duration.minutes(3),
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 12 },
    });

    const forwarder = new NodejsFunction(this, 'ForwardUsage', {
      entry: 'lambda/forward-usage.ts',
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(30),
      environment: { LAGO_URL: props.lagoUrl, LAGO_SECRET_ARN: lagoKey.secretArn },
    });
    lagoKey.grantRead(forwarder);
    forwarder.addEventSource(new SqsEventSource(this.usageQueue, { batchSize: 10, reportBatchItemFailures: true }));

    this.usageQueue
      .metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' })
      .createAlarm(this, 'UsageDelayed', {
        threshold: Duration.hours(1).toSeconds(),
        evaluationPeriods: 2,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(onCall);

    deadLetters
      .metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' })
      .createAlarm(this, 'UsageDeadLettered', {
        threshold: 0,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(onCall);
  }
}
