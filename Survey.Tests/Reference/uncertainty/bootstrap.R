#!/usr/bin/env Rscript
# Writes bootstrap.json: percentile intervals of figures of the SERVQUAL reference study, by boot::boot over whole respondents.
# usage: Rscript bootstrap.R ../studies/servqual.csv bootstrap.json
suppressPackageStartupMessages(library(boot))
args <- commandArgs(TRUE)
set.seed(20260101)
B <- 10000
data <- read.csv(args[1], fileEncoding = "UTF-8-BOM", na.strings = "")
dims <- list(tangibles = 1:4, reliability = 5:9, responsiveness = 10:13, assurance = 14:17, empathy = 18:22)
E <- as.matrix(data[, paste0("E", 1:22)]); P <- as.matrix(data[, paste0("P", 1:22)])
half <- function(m) { a <- rowSums(!is.na(m)); o <- rowMeans(m, na.rm = TRUE); o[a < ceiling(ncol(m) / 2)] <- NA; unname(o) }
w <- as.matrix(data[, paste0("W", 1:5)]); w <- w / rowSums(w)
gaps <- sapply(dims, function(i) half(P[, i] - E[, i])); perceptions <- sapply(dims, function(i) half(P[, i]))
scores <- list(servqual = gaps, `weighted-servqual` = gaps * w, servperf = perceptions, `weighted-servperf` = perceptions * w)
overall <- lapply(names(scores), function(m) if (startsWith(m, "weighted")) rowSums(scores[[m]]) else rowMeans(scores[[m]])); names(overall) <- names(scores)
r2 <- function(x, y) { r <- cor(x, y); drop(crossprod(r, solve(cor(x), r))) }
lmg <- function(x, y) {                                   # R2 of every subset, then Shapley's weights
  p <- ncol(x); R <- cor(x); r <- drop(cor(x, y)); of <- numeric(2^p)
  for (s in 1:(2^p - 1)) { i <- which(bitwAnd(s, 2^(0:(p - 1))) > 0); of[s + 1] <- drop(crossprod(r[i], solve(R[i, i, drop = FALSE], r[i]))) }
  sapply(1:p, function(j) sum(sapply(0:(2^p - 1), function(s) if (bitwAnd(s, 2^(j - 1)) > 0) 0 else {
    k <- sum(bitwAnd(s, 2^(0:(p - 1))) > 0); factorial(k) * factorial(p - k - 1) / factorial(p) * (of[s + 2^(j - 1) + 1] - of[s + 1]) })))
}
omega <- function(m) {                                    # one factor by maximum likelihood: factanal, back to the covariance metric
  m <- m[complete.cases(m), ]; f <- factanal(m, 1); l <- sum(f$loadings * apply(m, 2, sd)); t <- sum(f$uniquenesses * apply(m, 2, var))
  l^2 / (l^2 + t)
}
y <- data$overall
statistic <- function(d, i) {
  common <- i[complete.cases(do.call(cbind, scores)[i, ], y[i])]
  own <- i[complete.cases(gaps[i, ], y[i])]
  R2 <- sapply(scores, function(x) r2(x[common, ], y[common])); r <- sapply(overall, function(x) cor(x[common], y[common]))
  c(rSquared = R2, differenceR2 = R2[["servqual"]] - R2[["servperf"]], differenceR = r[["servqual"]] - r[["servperf"]],
    lmg = setNames(lmg(gaps[own, ], y[own]), names(dims)), omega.tangibles = omega((P - E)[i, dims$tangibles]), omega.empathy = omega(P[i, dims$empathy]),
    mean = colMeans(gaps[i, ], na.rm = TRUE))
}
b <- boot(data, statistic, R = B)
number <- function(x) sprintf("%.10g", x)
rows <- sapply(which(!startsWith(names(b$t0), "mean")), function(k) sprintf('    { "name": "%s", "value": %s, "standardError": %s, "ciLow": %s, "ciHigh": %s }',
  names(b$t0)[k], number(b$t0[[k]]), number(sd(b$t[, k])), number(quantile(b$t[, k], .025, type = 6)), number(quantile(b$t[, k], .975, type = 6))))
ranks <- t(apply(b$t[, startsWith(names(b$t0), "mean")], 1, rank))
worst <- sapply(1:5, function(d) sprintf('    { "name": "%s", "worstShare": %s }', names(dims)[d], number(mean(ranks[, d] == 1))))
writeLines(c("{", '  "command": "Rscript bootstrap.R ../studies/servqual.csv bootstrap.json",', sprintf('  "version": "%s, boot %s",', R.version.string, packageVersion("boot")),
  sprintf('  "resamples": %d,', B), '  "figures": [', paste(rows, collapse = ",\n"), "  ],", '  "worst": [', paste(worst, collapse = ",\n"), "  ]", "}"), args[2])
