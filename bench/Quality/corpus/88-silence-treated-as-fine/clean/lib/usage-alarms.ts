import { Duration } from "aws-cdk-lib"
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch"
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions"
import type * as kinesis from "aws-cdk-lib/aws-kinesis"
import type * as sns from "aws-cdk-lib/aws-sns"
import type * as sqs from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"

export interface UsageAlarmsProps {
  readonly stream: kinesis.IStream
  readonly deadLetters: sqs.IQueue
  readonly onCall: sns.ITopic
  /** Meters with the fewest events that an hour has had in the last quarter. */
  readonly quietestHour: Readonly<Record<string, number>>
}

export class UsageAlarms extends Construct {
  constructor(scope: Construct, id: string, props: UsageAlarmsProps) {
    super(scope, id)
    const page = new SnsAction(props.onCall)

    // The writer emits UsageEventsStored for every batch, with the number of events of each meter.
    for (const [meter, fewest] of Object.entries(props.quietestHour)) {
      new cloudwatch.Alarm(this, `Silent-${meter}`, {
        alarmName: `usage-silent-${meter}`,
        alarmDescription: `Less than half of the quietest hour's ${meter} events were stored. Runbook: metering/silence`,
        metric: new cloudwatch.Metric({
          namespace: "Metering",
          metricName: "UsageEventsStored",
          dimensionsMap: { meter },
          statistic: cloudwatch.Stats.SUM,
          period: Duration.hours(1),
        }),
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
        threshold: Math.max(1, Math.floor(fewest / 2)),
        evaluationPeriods: 1,
        treatMissingData: cloudwatch.TreatMissingData.BREACHING,
      }).addAlarmAction(page)
    }

    new cloudwatch.Alarm(this, "DeadLetters", {
      alarmName: "usage-dead-letters",
      alarmDescription: "Usage records were given up by the writer. Runbook: metering/replay",
      metric: props.deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    }).addAlarmAction(page)

    new cloudwatch.Alarm(this, "Behind", {
      alarmName: "usage-writer-behind",
      alarmDescription: "The oldest record that the writer has not read is half an hour old.",
      metric: new cloudwatch.Metric({
        namespace: "AWS/Kinesis",
        metricName: "GetRecords.IteratorAgeMilliseconds",
        dimensionsMap: { StreamName: props.stream.streamName },
        statistic: cloudwatch.Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: Duration.minutes(30).toMilliseconds(),
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    }).addAlarmAction(page)
  }
}
