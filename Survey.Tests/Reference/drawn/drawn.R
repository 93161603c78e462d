#!/usr/bin/env Rscript
# Writes drawn.csv, responses to drawn.questionnaire.json (three dimensions of 4, 5 and 4 items, of which the first is common and two others are drawn;
# expectations of 40 % of the respondents; the last item reversed), and drawn.json, what R says of them.
# usage: Rscript drawn.R drawn.csv drawn.json
suppressPackageStartupMessages({library(jsonlite); library(psych)})
set.seed(20261123)
sizes <- c(tangibles = 4, reliability = 5, empathy = 4); k <- sum(sizes); dim_of <- rep(seq_along(sizes), sizes); n <- 900
factor_p <- .6 * rnorm(n) + matrix(.7 * rnorm(3 * n), n); factor_e <- .5 * rnorm(n) + matrix(.6 * rnorm(3 * n), n)
P <- sapply(1:k, function(i) 4.6 + .5 * sin(2 * i) + factor_p[, dim_of[i]] + rnorm(n, 0, .9))
E <- sapply(1:k, function(i) 5.6 + .3 * cos(i) + .6 * factor_e[, dim_of[i]] + .2 * factor_p[, dim_of[i]] + rnorm(n, 0, .7))
round_to <- function(x) { x[] <- pmin(7, pmax(1, round(x))); x }; P <- round_to(P); E <- round_to(E)
y <- round_to(4.5 + .8 * rowMeans(factor_p) + rnorm(n, 0, .8))
shown <- matrix(FALSE, n, k)
for (d in seq_along(sizes)) { items <- which(dim_of == d); for (r in 1:n) shown[r, c(items[1], sample(items[-1], 2))] <- TRUE }
asks_e <- runif(n) < .4
branch <- sample(c("north", "south"), n, TRUE, c(.6, .4))
skip <- function(x) { x[matrix(runif(n * k) < .06, n)] <- 0; x }
P <- skip(P); E <- skip(E)                                      # 0 stands for skipped until the file is written
P[!shown] <- NA; E[!shown] <- NA; E[!asks_e, ] <- NA            # NA for not shown
stored <- function(x) { raw <- x; raw[, k] <- ifelse(x[, k] == 0, 0, 8 - x[, k]); matrix(ifelse(is.na(raw), "-", ifelse(raw == 0, "", raw)), n) }
data <- data.frame(id = sprintf("r%04d", 1:n), stored(E), stored(P), overall = y, branch = branch)
names(data) <- c("id", paste0("E", 1:k), paste0("P", 1:k), "overall", "branch")
write.csv(data, commandArgs(TRUE)[1], row.names = FALSE, quote = FALSE)

known <- function(x) { x[!is.na(x) & x == 0] <- NA; x }
seen <- list(E = !is.na(E), P = !is.na(P)); E <- known(E); P <- known(P); G <- P - E; seen$G <- seen$E & seen$P
# The half rule counts the items that were shown.
half <- function(x, seen) { for (d in seq_along(sizes)) { i <- which(dim_of == d)
  x[2 * rowSums(!is.na(x[, i])) < rowSums(seen[, i]), i] <- NA }; x }
E <- half(E, seen$E); P <- half(P, seen$P); G <- half(G, seen$G)
# The sum of weighted item means; its standard error from the respondents' contributions.
weighted <- function(x, w) {
  n_i <- colSums(!is.na(x)); m <- colMeans(x, na.rm = TRUE); fewest <- min(n_i)
  u <- sweep(sweep(x, 2, m), 2, w / n_i, "*"); u[is.na(u)] <- 0
  se <- sqrt(sum(rowSums(u)^2) * fewest / (fewest - 1)); mean <- sum(w * m); t <- qt(.975, fewest - 1)
  s <- cov(x, use = "pairwise"); sd <- sqrt(as.numeric(t(w) %*% s %*% w))
  list(n = sum(rowSums(!is.na(x)) > 0), mean = mean, sd = sd, se = se, low = mean - t * se, high = mean + t * se, t = mean / se, df = fewest - 1,
       p = 2 * pt(-abs(mean / se), fewest - 1)) }
average <- function(x) weighted(x, rep(1 / ncol(x), ncol(x)))
overall_w <- 1 / length(sizes) / sizes[dim_of]
unpaired <- function(i) { r <- weighted(cbind(P[, i, drop = FALSE], E[, i, drop = FALSE]), c(rep(1, length(i)), rep(-1, length(i))) / length(i)); r$sd <- NULL; r$n <- NULL; r }
dims <- lapply(seq_along(sizes), function(d) { i <- which(dim_of == d)
  a <- psych::alpha(data.frame(P[, i]), check.keys = FALSE, warnings = FALSE)
  list(id = names(sizes)[d], E = average(E[, i]), P = average(P[, i]), G = average(G[, i]), unpaired = unpaired(i),
       alpha = a$total$raw_alpha, alphaStandardized = a$total$std.alpha, itemRest = I(as.numeric(a$item.stats$r.drop)), alphaIfDeleted = I(a$alpha.drop$raw_alpha),
       north = average(P[branch == "north", i]), gapNorth = average(G[branch == "north", i])) })
pair_n <- function(x) crossprod(!is.na(x))
S <- cov(P, use = "pairwise"); R <- cov2cor(S)
W <- sapply(seq_along(sizes), function(d) (dim_of == d) / sizes[d])
Sy <- cov(cbind(P, y), use = "pairwise"); B <- rbind(cbind(W, 0), c(rep(0, 3), 1)); C <- t(B) %*% Sy %*% B
o <- c(overall_w, 0); yy <- c(rep(0, k), 1)
beta <- solve(C[1:3, 1:3], C[1:3, 4])
k_total <- k / (k - 1) * (1 - sum(diag(S)) / sum(S))
result <- list(
  dimensions = dims, overall = list(E = weighted(E, overall_w), P = weighted(P, overall_w), G = weighted(G, overall_w)),
  items = lapply(1:k, unpaired), alpha = k_total, pairs = list(n = pair_n(P), covariance = S), eigenvalues = I(eigen(R)$values), kmo = psych::KMO(R)$MSA,
  outcome = list(r = as.numeric(t(o) %*% Sy %*% yy) / sqrt(as.numeric(t(o) %*% Sy %*% o) * Sy[k + 1, k + 1]), rSquared = as.numeric(beta %*% C[1:3, 4] / C[4, 4]),
    b = I(as.numeric(beta)), beta = I(as.numeric(beta * sqrt(diag(C)[1:3] / C[4, 4])))))
write(toJSON(result, digits = NA, auto_unbox = TRUE, na = "null", pretty = FALSE), commandArgs(TRUE)[2])
