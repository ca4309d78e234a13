locals {
  # Made from the code. Of the dimensions it knows what they are of, and here the names come in.
  alarms = jsondecode(file("${var.generated}/alarms.json"))
}

resource "aws_cloudwatch_metric_alarm" "of" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.description} See ${each.value.runbook}."
  namespace           = each.value.namespace == null ? var.metrics_namespace : each.value.namespace
  metric_name         = each.value.metricName
  dimensions          = { for dimension, of in each.value.dimensions : dimension => var.names[of] }
  statistic           = each.value.statistic
  period              = each.value.periodSeconds
  comparison_operator = each.value.comparison
  threshold           = lookup(var.thresholds, each.key, each.value.threshold)
  evaluation_periods  = each.value.evaluationPeriods
  datapoints_to_alarm = each.value.datapointsToAlarm
  treat_missing_data  = each.value.treatMissingData
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]

  lifecycle {
    precondition {
      condition     = alltrue([for alarm in keys(var.thresholds) : contains(keys(local.alarms), alarm)])
      error_message = "A threshold is given for an alarm that is not there."
    }
  }
}
