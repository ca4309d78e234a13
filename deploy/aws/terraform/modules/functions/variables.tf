variable "scheduler_name" {
  description = "The name of the scheduler."
  type        = string
}

variable "worker_name" {
  description = "The name of the worker."
  type        = string
}

variable "scheduler_zip" {
  description = "The file of the scheduler."
  type        = string
}

variable "worker_zip" {
  description = "The file of the worker."
  type        = string
}

variable "scheduler_role_arn" {
  description = "What the scheduler may do."
  type        = string
}

variable "worker_role_arn" {
  description = "What a worker may do."
  type        = string
}

variable "scheduler_variables" {
  description = "The environment of the scheduler."
  type        = map(string)
}

variable "worker_variables" {
  description = "The environment of a worker."
  type        = map(string)
}

variable "memory_mb" {
  description = "Memory of each function, in MB."
  type        = number
}

variable "timeout_seconds" {
  description = "The longest invocation of each function, in seconds."
  type        = number
}

variable "log_retention_days" {
  description = "How long logs are kept, in days."
  type        = number
}

variable "scheduler_concurrency" {
  description = "How many schedulers may run at once; -1 to reserve nothing."
  type        = number
}

variable "worker_concurrency" {
  description = "How many workers may run at once."
  type        = number
}

variable "is_divided" {
  description = "Whether runs are cut into shares at all."
  type        = bool
}

variable "shares_arn" {
  description = "The queue of shares."
  type        = string
}

variable "failures_arn" {
  description = "Where events go that failed for good."
  type        = string
}
