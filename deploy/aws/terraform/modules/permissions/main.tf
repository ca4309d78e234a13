locals {
  # Each role, which service takes it on, and when. EventBridge Scheduler serves all accounts: it may for this one alone.
  roles = {
    scheduler = { service = "lambda.amazonaws.com", when = {} }
    worker    = { service = "lambda.amazonaws.com", when = {} }
    schedule = {
      service = "scheduler.amazonaws.com"
      when    = { Condition = { StringEquals = { "aws:SourceAccount" = var.account } } }
    }
  }
}

resource "aws_iam_role" "of" {
  for_each = local.roles

  name = "${var.name}-${each.key}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [merge(each.value.when, {
      Effect    = "Allow"
      Principal = { Service = each.value.service }
      Action    = "sts:AssumeRole"
    })]
  })
}

# The statements are made from the list of calls in the code; here the ARNs come in. One for what is not there is left out.
resource "aws_iam_role_policy" "of" {
  for_each = local.roles

  name = "calls"
  role = aws_iam_role.of[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for statement in jsondecode(file("${var.generated}/${each.key}-policy.json")).Statement :
      merge(statement, { Resource = var.resources[statement.Resource] }) if length(var.resources[statement.Resource]) > 0
    ]
  })
}
