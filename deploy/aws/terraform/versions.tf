terraform {
  # A validation that looks at other variables needs 1.9.
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      # From about 6.28 on the table's hash_key and range_key give a warning; what replaces them is an error before that.
      version = "~> 6.21"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = merge({ Application = var.name }, var.tags)
  }
}
