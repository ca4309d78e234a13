variable "name" {
  description = "What the topics begin with."
  type        = string
}

variable "account" {
  description = "The number of the account."
  type        = string
}

variable "partition" {
  description = "The partition of AWS, such as aws."
  type        = string
}

variable "region" {
  description = "Where the alarms are."
  type        = string
}

variable "alert_email" {
  description = "Who gets alerts by e-mail; null for nobody."
  type        = string
}
