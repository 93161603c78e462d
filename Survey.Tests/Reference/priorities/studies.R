#!/usr/bin/env Rscript
# Writes studies.json: asymmetric impact, tests of difference scores and indicators of the reference studies, by lm(), anova() and prop.test().
# usage, in this folder: Rscript studies.R studies.json
suppressPackageStartupMessages(library(jsonlite))

read_study <- function(name) {
  list(spec = fromJSON(paste0("../studies/", name, ".spec.json"), simplifyVector = TRUE),
       data = read.csv(paste0("../studies/", name, ".csv"), fileEncoding = "UTF-8-BOM", check.names = FALSE))
}
half_rule <- function(x) { m <- rowMeans(x, na.rm = TRUE); m[rowSums(!is.na(x)) < ceiling(ncol(x) / 2)] <- NA; m }
items <- function(study, battery, ids) as.matrix(study$data[, paste0(study$spec$batteries[[battery]], ids)])

# Equal values stay together; the share nearest to a quarter, the smaller group of two as near.
low_cut <- function(x) { v <- sort(unique(x)); d <- sapply(v, function(c) abs(4 * sum(x <= c) - length(x))); v[which.min(d)] }
high_cut <- function(x) -low_cut(-x)

impact <- function(study, outcome) {
  P <- sapply(study$spec$dimensions, function(ids) half_rule(items(study, "perception", ids)))
  data <- na.omit(data.frame(y = study$data[[outcome]], P, check.names = FALSE)); x <- data[, -1]
  cuts <- sapply(x, function(v) c(low_cut(v), high_cut(v)))
  dummies <- do.call(cbind, lapply(seq_along(x), function(d) cbind(x[[d]] <= cuts[1, d], x[[d]] >= cuts[2, d]) * 1))
  fit <- lm(data$y ~ dummies); b <- unname(coef(fit))[-1]; V <- unname(vcov(fit))[-1, -1]; df <- fit$df.residual
  p_of <- function(t) 2 * pt(-abs(t), df)
  penalty <- b[c(TRUE, FALSE)]; reward <- b[c(FALSE, TRUE)]
  low <- seq(1, length(b), 2); high <- low + 1
  error <- sqrt(sapply(seq_along(low), function(d) V[low[d], low[d]] + V[high[d], high[d]] + 2 * V[low[d], high[d]]))
  interval <- unname(confint(fit))[-1, ]
  both <- penalty < 0 & reward > 0
  list(outcome = outcome, n = nrow(data), dimensions = data.frame(
    lowCut = cuts[1, ], highCut = cuts[2, ], lowN = colSums(dummies)[low], highN = colSums(dummies)[high],
    penalty = penalty, penaltyLow = interval[low, 1], penaltyHigh = interval[low, 2], penaltyP = p.adjust(p_of(penalty / sqrt(diag(V)[low])), "holm"),
    reward = reward, rewardP = p.adjust(p_of(reward / sqrt(diag(V)[high])), "holm"),
    asymmetry = penalty + reward, asymmetryP = p.adjust(p_of((penalty + reward) / error), "holm"),
    impactAsymmetry = ifelse(both, (reward + penalty) / (reward - penalty), NA)))
}

components <- function(study, outcome, minuend, subtrahend) {
  pairs <- lapply(study$spec$dimensions, function(ids) {
    A <- items(study, minuend, ids); B <- items(study, subtrahend, ids); A[is.na(B)] <- NA; B[is.na(A)] <- NA
    cbind(half_rule(A), half_rule(B))
  })
  A <- sapply(pairs, function(p) p[, 1]); B <- sapply(pairs, function(p) p[, 2])
  keep <- complete.cases(A, B, study$data[[outcome]]); A <- A[keep, ]; B <- B[keep, ]; y <- study$data[[outcome]][keep]; G <- A - B
  gap <- lm(y ~ G); alone <- lm(y ~ A); both <- lm(y ~ A + B); sum_test <- lm(y ~ G + A)
  constraint <- anova(gap, both); adds <- anova(alone, both); k <- ncol(A)
  rows <- 1 + seq_len(k); interval <- unname(confint(both)); total <- unname(confint(sum_test))
  list(outcome = outcome, n = length(y), rSquaredGap = summary(gap)$r.squared, rSquaredMinuend = summary(alone)$r.squared, rSquaredBoth = summary(both)$r.squared,
    constraintF = constraint$F[2], constraintDf1 = constraint$Df[2], constraintDf2 = constraint$Res.Df[2], constraintP = constraint$`Pr(>F)`[2],
    addsF = adds$F[2], addsP = adds$`Pr(>F)`[2],
    dimensions = data.frame(minuend = unname(coef(both))[rows], minuendLow = interval[rows, 1], minuendHigh = interval[rows, 2],
      subtrahend = unname(coef(both))[k + rows], subtrahendLow = interval[k + rows, 1], subtrahendHigh = interval[k + rows, 2],
      sum = unname(coef(sum_test))[k + rows], sumLow = total[k + rows, 1], sumHigh = total[k + rows, 2],
      sumP = unname(summary(sum_test)$coefficients[k + rows, 4])))
}

# The largest gain in R squared whose noncentral chi-squared of the F observed still has 5 %.
gain_high <- function(f, q, n, full) uniroot(function(l) pchisq(q * f, q, l) - 0.05, c(0, 1000), tol = 1e-12)$root / n * (1 - full)

# Shares of R squared by Johnson's relative weights over resamples of whole respondents.
resampled <- function(name, outcome, B) {
  study <- read_study(name); set.seed(20260101)
  P <- sapply(study$spec$dimensions, function(ids) half_rule(items(study, "perception", ids)))
  data <- cbind(P, study$data[[outcome]]); k <- ncol(P)
  shares <- function(rows) {
    C <- cor(data[rows, ], use = "complete.obs"); e <- eigen(C[1:k, 1:k])
    L <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
    w <- as.vector(L^2 %*% solve(L, C[1:k, k + 1])^2)
    100 * w / sum(w)
  }
  drawn <- t(replicate(B, shares(sample(nrow(data), replace = TRUE))))
  list(study = name, outcome = outcome, resamples = B, share = shares(seq_len(nrow(data))), error = apply(drawn, 2, sd),
    low = apply(drawn, 2, quantile, .025), high = apply(drawn, 2, quantile, .975))
}

case <- function(name, minuend, subtrahend) {
  study <- read_study(name)
  tests <- lapply(study$spec$outcomes, function(o) {
    test <- components(study, o, minuend, subtrahend)
    test$addsHigh <- gain_high(test$addsF, test$constraintDf1, test$n, test$rSquaredBoth)
    test
  })
  list(name = name, impact = lapply(study$spec$outcomes, function(o) impact(study, o)), components = tests)
}
wilson <- function(x, n) { i <- suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int); list(x = x, n = n, low = i[1], high = i[2]) }
write_json(list(command = "Rscript studies.R studies.json", version = R.version.string,
  cases = list(case("servqual", "perception", "expectation"), case("zone-of-tolerance", "perception", "minimum")),
  proportions = list(wilson(42, 50), wilson(0, 10), wilson(10, 10), wilson(1, 3), wilson(61234, 100000)),
  resampled = resampled("servqual", "overall", 10000),
  required = list(list(df = 5, power = .8, lambda = uniroot(function(l) pchisq(qchisq(.95, 5), 5, l) - .2, c(0, 100), tol = 1e-12)$root))),
  commandArgs(TRUE)[1], digits = NA, auto_unbox = TRUE, pretty = TRUE, na = "null")
