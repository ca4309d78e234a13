variable "name" {
  description = "What the alarms begin with."
  type        = string
}

variable "generated" {
  description = "The folder of alarms.json."
  type        = string
}

variable "metrics_namespace" {
  description = "The namespace of our own metrics."
  type        = string
}

variable "names" {
  description = "What is watched, as CloudWatch names it."
  type        = map(string)
}

variable "thresholds" {
  description = "Thresholds in place of those in alarms.json, by the name of the alarm."
  type        = map(number)
}

variable "topic_arn" {
  description = "Who is told when an alarm fires, and when it is over."
  type        = string
}
