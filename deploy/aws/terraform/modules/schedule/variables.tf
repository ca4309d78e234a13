variable "name" {
  description = "What the schedule begins with."
  type        = string
}

variable "enabled" {
  description = "Whether it ticks."
  type        = bool
}

variable "function_arn" {
  description = "What it starts."
  type        = string
}

variable "role_arn" {
  description = "What it may do."
  type        = string
}

variable "missed_ticks_arn" {
  description = "Where ticks go that could not be handed over."
  type        = string
}
