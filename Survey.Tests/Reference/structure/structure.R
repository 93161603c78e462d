#!/usr/bin/env Rscript
# Writes structure.json: correlation matrices, and what psych, stats, GPArotation and lavaan compute from them.
# usage: Rscript structure.R structure.json
suppressPackageStartupMessages({library(lavaan); library(psych); library(GPArotation); library(jsonlite)})
set.seed(20260102)

population <- function(lambda, factors, phi) { S <- outer(lambda, lambda) * phi[factors + 1, factors + 1]; diag(S) <- 1; S }
draw <- function(n, S) matrix(rnorm(n * ncol(S)), n) %*% chol(S)
corr <- function(m, r) { p <- matrix(r, m, m); diag(p) <- 1; p }
above <- function(gamma) { p <- outer(gamma, gamma); diag(p) <- 1; p }
study <- function(name, battery, k) { d <- read.csv(file.path("..", "studies", paste0(name, ".csv"))); x <- d[, paste0(battery, seq_len(k))]; as.matrix(x[complete.cases(x), ]) }
rows <- function(m) unname(lapply(seq_len(nrow(m)), function(i) I(unname(m[i, ]))))

data <- list(
  list(name = "holzinger-swineford", x = as.matrix(HolzingerSwineford1939[, paste0("x", 1:9)]), factors = rep(0:2, each = 3)),
  list(name = "servqual perceptions", x = study("servqual", "P", 22), factors = rep(0:4, c(4, 5, 4, 4, 5))),
  list(name = "second order", x = draw(350, population(runif(16, .5, .85), rep(0:3, each = 4), above(c(.9, .7, .8, .6)))), factors = rep(0:3, each = 4)),
  list(name = "second-order Heywood case", x = draw(200, population(runif(12, .5, .8), rep(0:3, each = 3), above(c(1.15, .6, .7, .5)))), factors = rep(0:3, each = 3)),
  list(name = "a dimension of one item", x = draw(260, population(c(.8, .7, .6, 1, .75, .65, .7, .6, .8, .7), c(0, 0, 0, 1, 2, 2, 2, 3, 3, 3), corr(4, .4))), factors = c(0, 0, 0, 1, 2, 2, 2, 3, 3, 3)),
  list(name = "two items each", x = draw(250, population(c(.8, .7, .6, .9, .75, .65, .7, .8), rep(0:3, each = 2), corr(4, .4))), factors = rep(0:3, each = 2)))

# The search stops at about 1e-6, so Newton steps with lavaan's own gradient and Hessian go on from there to the minimum.
polished <- function(model, S, n, ...) {
  search <- function(...) suppressWarnings(cfa(model, sample.cov = S, sample.nobs = n, sample.cov.rescale = FALSE, ..., check.post = FALSE))
  fit <- search(control = list(iter.max = 20000, eval.max = 40000)); stopifnot(lavInspect(fit, "converged"))
  incremental <- fitMeasures(fit, c("cfi", "tli")); x <- coef(fit); state <- fit@Model
  for (step in 1:6) {
    gradient <- lavaan:::lav_model_gradient(state, lavsamplestats = fit@SampleStats, lavdata = fit@Data)
    hessian <- lavaan:::lav_model_hessian(state, lavsamplestats = fit@SampleStats, lavoptions = fit@Options, lavdata = fit@Data)
    x <- x - solve(hessian, gradient); state <- lavaan:::lav_model_set_parameters(state, x)
  }
  table <- parTable(fit); table$est[table$free > 0] <- x[table$free[table$free > 0]]; table$start <- table$est
  list(fit = search(start = table, optim.method = "none", check.start = FALSE, baseline = FALSE), incremental = incremental)
}
measures <- function(one, S, n) {
  m <- fitMeasures(one$fit, c("chisq", "df", "pvalue", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "srmr", "npar")); k <- ncol(S)
  implied <- fitted(one$fit)$cov[colnames(S), colnames(S)]; L <- -n / 2 * (k * log(2 * pi) + log(det(implied)) + sum(diag(S %*% solve(implied))))
  list(chiSquare = m[["chisq"]], df = m[["df"]], p = m[["pvalue"]], cfi = one$incremental[["cfi"]], tli = one$incremental[["tli"]], rmsea = m[["rmsea"]], rmseaLow = m[["rmsea.ci.lower"]],
    rmseaHigh = m[["rmsea.ci.upper"]], srmr = m[["srmr"]], aic = -2 * L + 2 * m[["npar"]], bic = -2 * L + log(n) * m[["npar"]])
}
second_order <- function(S, n, factors) {
  items <- colnames(S); m <- max(factors) + 1
  model <- paste(c(sapply(seq_len(m) - 1, function(f) paste0("f", f, " =~ ", paste(items[factors == f], collapse = " + "))), paste("g =~", paste0("f", seq_len(m) - 1, collapse = " + "))), collapse = "\n")
  one <- polished(model, S, n); std <- lavInspect(one$fit, "std"); ids <- paste0("f", seq_len(m) - 1)
  loading <- sapply(seq_along(items), function(i) std$lambda[items[i], paste0("f", factors[i])]); gamma <- unclass(std$beta)[ids, "g"]
  sign <- sapply(seq_len(m) - 1, function(f) if (sum(loading[factors == f]) < 0) -1 else 1); gamma <- gamma * sign
  c(list(loadings = I(unname(loading * sign[factors + 1])), secondOrderLoadings = I(unname(gamma * if (sum(gamma) < 0) -1 else 1))), measures(one, S, n))
}

# stats::promax and stats::varimax with the search of varimax carried to the end.
promax_exact <- function(L, m = 4) {
  xx <- varimax(L, eps = 1e-15); x <- unclass(xx$loadings); Q <- x * abs(x)^(m - 1); U <- lm.fit(x, Q)$coefficients
  U <- U %*% diag(sqrt(diag(solve(t(U) %*% U)))); Ti <- solve(xx$rotmat %*% U); loose <- stats::promax(L, m = m)
  stopifnot(max(abs(abs(unclass(loose$loadings)) - abs(x %*% U))) < 2e-2)
  list(loadings = x %*% U, phi = Ti %*% t(Ti))
}
rotations <- function(L) {
  m <- ncol(L); one <- function(L, phi) list(loadings = rows(L), phi = rows(phi))
  if (m == 1) { L <- L * if (sum(L) < 0) -1 else 1; return(list(varimax = one(L, diag(1)), promax = one(L, diag(1)), oblimin = one(L, diag(1)))) }
  p <- promax_exact(L); best <- NULL
  criterion <- function(L) { S <- L^2; sum(S * (S %*% (matrix(1, m, m) - diag(m)))) / 4 }
  turn <- function(start, eps, maxit) suppressWarnings(oblimin(L, Tmat = start, gam = 0, normalize = FALSE, eps = eps, maxit = maxit))
  for (start in 0:20) {
    o <- turn(if (start == 0) diag(m) else Random.Start(m), 1e-5, 1000)
    if (o$convergence && (is.null(best) || criterion(o$loadings) < criterion(best$loadings))) best <- o
  }
  best <- turn(best$Th, 1e-9, 3000)
  list(varimax = one(unclass(varimax(L, eps = 1e-15)$loadings), diag(m)), promax = one(p$loadings, p$phi), oblimin = c(one(best$loadings, best$Phi), list(criterion = criterion(best$loadings))))
}
# The unrotated solution at the uniquenesses where the concentrated discrepancy is least (Jöreskog 1967, 1977).
tight <- function(start, value, gradient) {
  for (again in 1:10) start <- optim(start, value, gradient, method = "L-BFGS-B", lower = .005, upper = 1, control = list(factr = 1, pgtol = 0, maxit = 5000, lmm = 30))$par
  start
}
ml <- function(R, n, m) {
  a <- factanal(covmat = list(cov = R, n.obs = n), factors = m, rotation = "none", control = list(opt = list(factr = 1, maxit = 5000), nstart = 12))
  p <- ncol(R)
  value <- function(Psi) { sc <- diag(1 / sqrt(Psi)); e <- eigen(sc %*% R %*% sc, symmetric = TRUE, only.values = TRUE)$values[-(1:m)]; sum(e - log(e) - 1) }
  solve_at <- function(Psi) { sc <- diag(1 / sqrt(Psi)); E <- eigen(sc %*% R %*% sc, symmetric = TRUE); diag(sqrt(Psi)) %*% E$vectors[, 1:m, drop = FALSE] %*% diag(sqrt(pmax(E$values[1:m] - 1, 0)), m) }
  gradient <- function(Psi) { L <- solve_at(Psi); g <- L %*% t(L) + diag(Psi) - R; diag(g) / Psi^2 }
  Psi <- tight(a$uniquenesses, value, gradient); stopifnot(max(abs(Psi - a$uniquenesses)) < 1e-3)
  f <- suppressWarnings(suppressMessages(fa(R, m, n.obs = n, rotate = "none", fm = "ml"))); F <- value(Psi)
  chi <- (n - 1 - (2 * p + 5) / 6 - 2 * m / 3) * F; df <- ((p - m)^2 - p - m) / 2
  F0 <- -log(det(R)); M0 <- 2 * F0 / (p * (p - 1)); nm <- n - 1 - (2 * p + 5) / 6 - 2 * m / 3
  rmsea <- sqrt(max(chi / (df * n) - 1 / (n - 1), 0)); tli <- (M0 - F / df) / (M0 - 1 / nm)
  if (df > 0) cat(sprintf("  ml: chi-square %.5f, factanal %.5f, psych %.5f; rmsea %.5f, psych %.5f; tli %.5f, psych %.5f\n", chi, a$STATISTIC, f$STATISTIC, rmsea, f$RMSEA[[1]], tli, f$TLI))
  stopifnot(abs(a$STATISTIC - chi) < 1e-4 * chi || df == 0)
  L <- solve_at(Psi); off <- R - L %*% t(L); diag(off) <- 0
  list(uniquenesses = I(unname(Psi)), chiSquare = chi, df = df, p = if (df > 0) pchisq(chi, df, lower.tail = FALSE) else NA, rmsea = if (df > 0) rmsea else NA,
    tli = if (df > 0) tli else NA, rmsr = sqrt(sum(off^2) / (p * (p - 1))), heywood = I(which(Psi < .005 + 1e-9) - 1), rotations = rotations(L))
}
minres <- function(R, n, m) {
  f <- suppressWarnings(suppressMessages(fa(R, m, n.obs = n, rotate = "none", fm = "minres"))); p <- ncol(R)
  value <- function(Psi) { e <- eigen(R - diag(Psi), symmetric = TRUE, only.values = TRUE)$values[-(1:m)]; sum(e^2) / 2 }
  solve_at <- function(Psi) { E <- eigen(R - diag(Psi), symmetric = TRUE); E$vectors[, 1:m, drop = FALSE] %*% diag(sqrt(pmax(E$values[1:m], 0)), m) }
  gradient <- function(Psi) { L <- solve_at(Psi); diag(L %*% t(L) + diag(Psi) - R) }
  # The discrepancy can have several minima: the lowest from psych's and from random starts.
  ends <- lapply(c(list(pmin(pmax(f$uniquenesses, .005), 1)), lapply(1:12, function(i) runif(p, .01, .99))), function(start) tight(start, value, gradient))
  Psi <- ends[[which.min(round(sapply(ends, value), 9))]]
  L <- solve_at(Psi); off <- R - L %*% t(L); diag(off) <- 0
  cat(sprintf("  minres of psych differs by %.1e, rms %.6f and here %.6f\n", max(abs(Psi - f$uniquenesses)), f$rms, sqrt(sum(off^2) / (p * (p - 1)))))
  list(uniquenesses = I(unname(Psi)), rmsr = sqrt(sum(off^2) / (p * (p - 1))), heywood = I(which(Psi < .005 + 1e-9) - 1), rotations = rotations(L))
}
# Eigenvalues of the correlations of random data, whole and with squared multiple correlations in the diagonal, as fa.parallel(SMC = TRUE).
random <- function(n, k, draws) {
  all <- replicate(draws, { C <- cor(matrix(rnorm(n * k), n)); S <- C; diag(S) <- 1 - 1 / diag(solve(C)); c(eigen(C, TRUE, TRUE)$values, eigen(S, TRUE, TRUE)$values) })
  q <- apply(all, 1, quantile, .95); batches <- sapply(1:10, function(b) apply(all[, seq(b, draws, 10)], 1, quantile, .95)); list(q = q, se = apply(batches, 1, sd) / sqrt(10))
}

cases <- lapply(data, function(one) {
  n <- nrow(one$x); k <- ncol(one$x); R <- cor(one$x); S <- crossprod(scale(one$x, scale = FALSE)) / n; dimnames(S) <- dimnames(R) <- list(paste0("x", 1:k), paste0("x", 1:k)); m <- max(one$factors) + 1
  cat(one$name, n, "\n"); kmo <- KMO(R); r <- random(n, k, 4000); smc <- R; diag(smc) <- smc(R); own <- eigen(R)$values; reduced <- eigen(smc)$values
  parallel <- suppressWarnings(suppressMessages({ capture.output(p <- fa.parallel(one$x, fa = "both", n.iter = 200, SMC = TRUE, sim = TRUE, plot = FALSE)); p }))
  second <- second_order(S, n, one$factors); cat("  gamma", round(second$secondOrderLoadings, 3), "parallel", parallel$ncomp, parallel$nfact, "\n")
  one_factor <- polished(paste("g =~", paste(colnames(S), collapse = " + ")), S, n)
  numbers <- sort(unique(c(1, m, parallel$ncomp))); numbers <- numbers[((k - numbers)^2 - k - numbers) / 2 >= 0]
  list(name = one$name, n = n, factorOfItem = I(one$factors), covariance = rows(S), msa = I(unname(kmo$MSAi)), kmo = kmo$MSA,
    parallel = list(components = parallel$ncomp, factors = parallel$nfact, eigenvalues = I(own), reduced = I(reduced), randomEigenvalues = I(unname(r$q[1:k])), randomReduced = I(unname(r$q[k + 1:k])),
      standardErrors = I(unname(r$se[1:k])), reducedStandardErrors = I(unname(r$se[k + 1:k]))),
    secondOrder = second, oneFactor = measures(one_factor, S, n),
    exploratory = lapply(numbers, function(f) { e <- list(factors = f, ml = ml(R, n, f), minres = minres(R, n, f)); cat("  ", f, "factors, Heywood", e$ml$heywood, "/", e$minres$heywood, "\n"); e }))
})
write(toJSON(list(command = "Rscript structure.R structure.json",
  version = paste(R.version.string, "lavaan", packageVersion("lavaan"), "psych", packageVersion("psych"), "GPArotation", packageVersion("GPArotation")), cases = cases),
  auto_unbox = TRUE, digits = NA, na = "null", pretty = FALSE), commandArgs(TRUE)[1])
