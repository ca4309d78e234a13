variable "name" {
  description = "The name of the table."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the table refuses to be removed."
  type        = bool
}
