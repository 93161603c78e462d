#!/usr/bin/env Rscript
# Writes lavaan.json: covariance matrices and what lavaan estimates from them.
# usage: Rscript lavaan.R lavaan.json
suppressPackageStartupMessages({library(lavaan); library(jsonlite)})
set.seed(20260101)

cases <- list()
covariance <- function(x) { x <- scale(as.matrix(x), scale = FALSE); crossprod(x) / nrow(x) }
fit_case <- function(name, S, n, factors) {
  k <- ncol(S); items <- paste0("x", seq_len(k)); dimnames(S) <- list(items, items)
  model <- paste(sapply(unique(sort(factors)), function(f) paste0("f", f, " =~ ", paste(items[factors == f], collapse = " + "))), collapse = "\n")
  # S has the divisor n already
  search <- function(...) suppressWarnings(cfa(model, sample.cov = S, sample.nobs = n, std.lv = TRUE, sample.cov.rescale = FALSE, ..., check.post = FALSE))
  fit <- search(control = list(iter.max = 20000, eval.max = 40000))
  stopifnot(lavInspect(fit, "converged"))
  # The search stops at about 1e-6, so Newton steps with lavaan's own gradient and Hessian go on from there to the minimum.
  incremental <- fitMeasures(fit, c("cfi", "tli"))
  x <- coef(fit); state <- fit@Model
  for (step in 1:6) {
    gradient <- lavaan:::lav_model_gradient(state, lavsamplestats = fit@SampleStats, lavdata = fit@Data)
    hessian <- lavaan:::lav_model_hessian(state, lavsamplestats = fit@SampleStats, lavoptions = fit@Options, lavdata = fit@Data)
    x <- x - solve(hessian, gradient)
    state <- lavaan:::lav_model_set_parameters(state, x)
  }
  table <- parTable(fit); table$est[table$free > 0] <- x[table$free[table$free > 0]]; table$start <- table$est
  fit <- search(start = table, optim.method = "none", check.start = FALSE, baseline = FALSE)
  gradient <- lavaan:::lav_model_gradient(state, lavsamplestats = fit@SampleStats, lavdata = fit@Data)
  stopifnot(max(abs(coef(fit) - x)) < 1e-12)
  est <- lavInspect(fit, "est"); std <- lavInspect(fit, "std")
  m <- fitMeasures(fit, c("chisq", "df", "pvalue", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "srmr"))
  implied <- fitted(fit)$cov[items, items]
  L <- -n / 2 * (k * log(2 * pi) + log(det(implied)) + sum(diag(S %*% solve(implied))))
  loading <- function(e) sapply(seq_len(k), function(i) e$lambda[items[i], paste0("f", factors[i])])
  sign <- sapply(seq_len(max(factors) + 1) - 1, function(f) if (sum(loading(std)[factors == f]) < 0) -1 else 1)
  ids <- paste0("f", seq_len(max(factors) + 1) - 1)
  phi <- unclass(est$psi)[ids, ids, drop = FALSE] * outer(sign, sign); dimnames(phi) <- NULL
  theta <- unname(diag(unclass(est$theta))[items])
  cases[[length(cases) + 1]] <<- list(name = name, n = n, factorOfItem = I(factors), covariance = unname(S),
    loadings = I(loading(est) * sign[factors + 1]), standardizedLoadings = I(loading(std) * sign[factors + 1]), residualVariances = I(theta),
    factorCorrelations = phi, chiSquare = m[["chisq"]], df = m[["df"]], p = if (m[["df"]] > 0) m[["pvalue"]] else NA, cfi = incremental[["cfi"]], tli = incremental[["tli"]],
    rmsea = m[["rmsea"]], rmseaLow = m[["rmsea.ci.lower"]], rmseaHigh = m[["rmsea.ci.upper"]], srmr = m[["srmr"]],
    aic = -2 * L + 2 * fitMeasures(fit, "npar")[[1]], bic = -2 * L + log(n) * fitMeasures(fit, "npar")[[1]],
    negativeResiduals = I(which(theta < 0) - 1))
  cat(sprintf("%-28s chisq %.4f df %d gradient %.1e min theta %.3f max |phi| %.3f min eigen phi %.3f\n", name, m[["chisq"]], m[["df"]], max(abs(gradient)), min(theta / diag(S)),
    max(abs(phi[upper.tri(phi)]), 0), min(eigen(phi)$values)))
}
population <- function(lambda, factors, phi) { S <- outer(lambda, lambda) * phi[factors + 1, factors + 1]; diag(S) <- 1; S }
draw <- function(n, S) { x <- matrix(rnorm(n * ncol(S)), n); x %*% chol(S) }
corr <- function(m, r) { p <- matrix(r, m, m); diag(p) <- 1; p }

HS <- HolzingerSwineford1939[, paste0("x", 1:9)]
fit_case("holzinger-swineford", covariance(HS), nrow(HS), rep(0:2, each = 3))
fit_case("holzinger-swineford, one factor", covariance(HS), nrow(HS), rep(0, 9))
fit_case("three items, df 0", covariance(HS[, 1:3]), nrow(HS), rep(0, 3))
fit_case("heywood", { S <- matrix(c(1, .8, .75, .3, .8, 1, .45, .25, .75, .45, 1, .2, .3, .25, .2, 1), 4); S }, 200, rep(0, 4))
fit_case("heywood, df 0", matrix(c(1, .8, .7, .8, 1, .4, .7, .4, 1), 3), 150, rep(0, 3))
fit_case("factor correlation above 1", { S <- population(rep(.7, 6), rep(0:1, each = 3), corr(2, 1)); S[1:3, 4:6] <- S[1:3, 4:6] + .06; S[4:6, 1:3] <- t(S[1:3, 4:6]); S }, 300, rep(0:1, each = 3))
fit_case("indefinite factor correlations", covariance(draw(140, population(c(.8, .7, .6, .7, .8, .75, .6, .65, .7), rep(0:2, each = 3),
  matrix(c(1, .95, .9, .95, 1, .75, .9, .75, 1), 3)))), 140, rep(0:2, each = 3))
fit_case("two items each", covariance(draw(250, population(c(.8, .7, .6, .9, .75, .65), rep(0:2, each = 2), corr(3, .4)))), 250, rep(0:2, each = 2))
fit_case("a factor of one item", covariance(draw(220, population(c(.8, .7, .6, 1, .75, .65, .7), c(0, 0, 0, 1, 2, 2, 2), corr(3, .4)))), 220, c(0, 0, 0, 1, 2, 2, 2))
fit_case("only factors of one item", covariance(draw(100, corr(3, .3))), 100, 0:2)
fit_case("reversed items", covariance(draw(300, population(c(.8, -.7, .6, -.75, .7, .65, -.5, .8), rep(0:1, each = 4), corr(2, -.5)))), 300, rep(0:1, each = 4))
fit_case("items of the factors mixed", covariance(draw(300, population(rep(.7, 9), rep(0:2, 3), corr(3, .5)))), 300, rep(0:2, 3))
fit_case("servqual pattern", covariance(draw(400, population(runif(22, .5, .9), rep(0:4, c(4, 5, 4, 4, 5)), corr(5, .6)))), 400, rep(0:4, c(4, 5, 4, 4, 5)))
fit_case("n just above k", covariance(draw(27, population(runif(22, .5, .9), rep(0:4, c(4, 5, 4, 4, 5)), corr(5, .5)))), 27, rep(0:4, c(4, 5, 4, 4, 5)))
fit_case("60 items, 12 factors", covariance(draw(500, population(runif(60, .5, .9), rep(0:11, each = 5), corr(12, .4)))), 500, rep(0:11, each = 5))
fit_case("no fit at all", covariance(draw(200, corr(8, .02))) + diag(8) * .1 + .3, 200, rep(0:1, each = 4))
fit_case("badly scaled", { S <- covariance(draw(300, population(c(.8, .7, .6, .7, .8, .75), rep(0:1, each = 3), corr(2, .5)))); diag(c(.03, 1, 30, 10, .1, 1)) %*% S %*% diag(c(.03, 1, 30, 10, .1, 1)) }, 300, rep(0:1, each = 3))
fit_case("nearly singular", { x <- draw(300, population(c(.8, .7, .6, .7, .8, .75), rep(0:1, each = 3), corr(2, .5))); x[, 3] <- x[, 2] + .05 * x[, 3]; covariance(x) }, 300, rep(0:1, each = 3))
write(toJSON(list(command = "Rscript lavaan.R lavaan.json", version = paste(R.version.string, "lavaan", packageVersion("lavaan")), cases = cases),
  auto_unbox = TRUE, digits = NA, na = "null", pretty = FALSE), commandArgs(TRUE)[1])
