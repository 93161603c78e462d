#!/usr/bin/env Rscript
# Writes invariance.json: what lavaan says of measurement invariance over groups and between batteries, of the items that break it, and of
# Satorra-Bentler scaling.
# usage: Rscript invariance.R ../studies invariance.json
suppressPackageStartupMessages({library(lavaan); library(jsonlite)})
arguments <- commandArgs(TRUE)
studies <- arguments[1]
precise <- list(iter.max = 20000, eval.max = 40000)

moments <- function(x) { x <- as.matrix(x); m <- colMeans(x); list(n = nrow(x), means = I(unname(m)), covariance = unname(crossprod(sweep(x, 2, m)) / nrow(x))) }
measures <- function(fit) {
  stopifnot(lavInspect(fit, "converged"))
  m <- suppressWarnings(fitMeasures(fit, c("chisq", "df", "pvalue", "cfi", "tli", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "srmr", "aic", "bic", "npar")))
  as.list(setNames(as.numeric(m), c("chiSquare", "df", "p", "cfi", "tli", "rmsea", "rmseaLow", "rmseaHigh", "srmr", "aic", "bic", "parameters")))
}
structure_of <- function(items, factors) paste(sapply(unique(factors), function(f) paste0("f", f, " =~ ", paste(items[factors == f], collapse = " + "))), collapse = "\n")

# Score tests: by item all constraints on its loading (or intercept) released at once, with the expected differences from the first block.
release_tests <- function(fit, blocks, op, factors, freed = integer()) {
  pt <- parTable(fit)
  rows <- pt[pt$plabel != "", ]
  constraints <- pt[pt$op == "==", ]
  place <- function(label) { r <- rows[rows$plabel == label, ]; if (op == "=~" && r$op == "=~") r$rhs else if (op == "~1" && r$op == "~1") r$lhs else NA }
  owner <- sapply(constraints$rhs, place)
  group <- sapply(constraints$rhs, function(label) rows$group[rows$plabel == label])
  tested <- Filter(function(i) sum(factors == factors[i]) > 1, seq_along(factors))
  lapply(setdiff(tested, freed), function(i) {
    names <- sapply(blocks, `[`, i)
    release <- which(owner %in% names)
    test <- lavTestScore(fit, release = release, epc = TRUE)
    e <- test$epc[if (op == "=~") test$epc$op == "=~" & test$epc$rhs %in% names else test$epc$op == "~1" & test$epc$lhs %in% names, ]
    list(item = i - 1, chiSquare = test$test$X2, df = test$test$df, p = test$test$p.value, changes = I(e$epv[-1] - e$epv[1]))
  })
}

# Frees the item with the largest significant test until the loss of CFI is at most .010; two items of a factor stay equal.
partial <- function(fit_freed, before, blocks, op, factors, freed) {
  fit <- fit_freed(freed); all <- freed
  loss <- function() fitMeasures(fit, "cfi") - fitMeasures(before, "cfi")
  while (loss() < -0.010) {
    tests <- release_tests(fit, blocks, op, factors, all)
    p <- p.adjust(sapply(tests, `[[`, "p"), "holm"); item <- sapply(tests, `[[`, "item") + 1
    ok <- p < .05 & sapply(item, function(i) sum(factors == factors[i] & !(seq_along(factors) %in% c(all, i))) >= 2)
    if (!any(ok)) break
    all <- c(all, item[ok][which.max(sapply(tests, `[[`, "chiSquare")[ok])])
    fit <- fit_freed(all)
  }
  list(freed = all, fit = fit, holds = unname(loss() >= -0.010))
}

# Both levels one after the other, for levels that do not hold.
partials <- function(fits, metric_freed, scalar_freed, blocks, factors) {
  says <- function(r) list(freed = I(r$freed - 1), holds = r$holds, fit = measures(r$fit))
  result <- list(metric = release_tests(fits$metric, blocks, "=~", factors), scalar = release_tests(fits$scalar, blocks, "~1", factors))
  if (fitMeasures(fits$configural, "cfi") < .90) return(result)
  before <- fits$configural; loadings <- integer()
  if (fitMeasures(fits$metric, "cfi") - fitMeasures(before, "cfi") < -0.010) {
    r <- partial(metric_freed, before, blocks, "=~", factors, integer()); result$partialMetric <- says(r)
    if (!r$holds) return(result)
    before <- r$fit; loadings <- r$freed
  } else before <- fits$metric
  if (length(loadings) > 0 || fitMeasures(fits$scalar, "cfi") - fitMeasures(before, "cfi") < -0.010) {
    r <- partial(function(freed) scalar_freed(loadings, freed), before, blocks, "~1", factors, loadings); result$partialScalar <- says(r)
  }
  result
}

over_groups <- function(name, data, items, group, factors) {
  data <- data[complete.cases(data[, items]), ]
  model <- structure_of(items, factors)
  values <- sort(unique(data[[group]]), method = "radix")
  data[[group]] <- factor(data[[group]], levels = values)
  fit <- function(equal, free = "") suppressWarnings(cfa(model, data, group = group, group.label = values, std.lv = TRUE, group.equal = equal,
    group.partial = free, se = "none", control = precise, check.post = FALSE))
  loading <- function(i) if (length(i)) paste0("f", factors[i], "=~", items[i]) else character()
  intercept <- function(i) if (length(i)) paste0(items[i], "~1") else character()
  fits <- list(configural = fit(""), metric = fit("loadings"), scalar = fit(c("loadings", "intercepts")))
  result <- list(name = name, factorOfItem = I(factors), values = I(values),
    groups = lapply(values, function(v) moments(data[data[[group]] == v, items])), steps = lapply(fits, measures),
    means = lapply(lavInspect(fits$scalar, "est"), function(e) as.numeric(e$alpha)),
    release = partials(fits, function(l) fit("loadings", loading(l)), function(l, t) fit(c("loadings", "intercepts"), c(loading(l), intercept(t))),
      lapply(values, function(v) items), factors))
  names(result$means) <- NULL
  cat(name, sapply(result$steps, function(s) sprintf("%.3f (%d) %.4f srmr %.4f", s$chiSquare, s$df, s$cfi, s$srmr)), "\n")
  result
}

between_batteries <- function(name, data, first, second, factors) {
  data <- data[complete.cases(data[, c(first, second)]), ]
  all <- unique(factors)
  sides <- list(list("a", first), list("b", second))
  single <- function(f) sum(factors == f) == 1
  build <- function(loadings, intercepts, free = integer(), shifted = integer()) {
    lines <- c()
    for (side in sides) for (f in all) {
      item <- side[[2]][factors == f]
      label <- if (loadings) ifelse(which(factors == f) %in% free, "", paste0("l", which(factors == f), "*")) else ""
      lines <- c(lines, paste0(side[[1]], f, " =~ ", paste0(label, item, collapse = " + ")))
    }
    for (i in seq_along(first)) if (!single(factors[i])) lines <- c(lines, paste0(first[i], " ~~ ", second[i]))
    if (loadings) for (f in all) lines <- c(lines, paste0("b", f, " ~~ NA*b", f))
    if (intercepts) {
      for (i in seq_along(first)) lines <- c(lines, paste0(c(first[i], second[i]), " ~ ", if (i %in% shifted) "" else paste0("t", i, "*"), "1"))
      for (f in all) lines <- c(lines, paste0("b", f, " ~ NA*1"))
    }
    paste(lines, collapse = "\n")
  }
  fit <- function(...) suppressWarnings(cfa(build(...), data, std.lv = TRUE, meanstructure = TRUE, se = "none", control = precise, check.post = FALSE))
  fits <- list(configural = fit(FALSE, FALSE), metric = fit(TRUE, FALSE), scalar = fit(TRUE, TRUE))
  e <- lavInspect(fits$scalar, "est")
  result <- list(name = name, factorOfItem = I(factors), joint = moments(data[, c(first, second)]), steps = lapply(fits, measures),
    means = I(as.numeric(e$alpha)[length(all) + seq_along(all)]),
    release = partials(fits, function(l) fit(TRUE, FALSE, l), function(l, t) fit(TRUE, TRUE, l, t), list(first, second), factors))
  cat(name, sapply(result$steps, function(s) sprintf("%.3f (%d) %.4f srmr %.4f", s$chiSquare, s$df, s$cfi, s$srmr)), "\n")
  result
}

satorra_bentler <- function(name, data, items, factors) {
  x <- data[complete.cases(data[, items]), items]
  fit <- suppressWarnings(cfa(structure_of(items, factors), x, std.lv = TRUE, estimator = "MLM", control = precise, check.post = FALSE))
  stopifnot(lavInspect(fit, "converged"))
  m <- suppressWarnings(fitMeasures(fit, c("chisq", "chisq.scaled", "chisq.scaling.factor", "pvalue.scaled", "cfi.scaled", "tli.scaled", "rmsea.scaled",
    "cfi.robust", "tli.robust", "rmsea.robust", "baseline.chisq.scaling.factor", "df")))
  result <- c(list(name = name, n = nrow(x)), as.list(setNames(as.numeric(m), c("normalChiSquare", "chiSquare", "scalingFactor", "p", "scaledCfi", "scaledTli",
    "scaledRmsea", "cfi", "tli", "rmsea", "baselineScalingFactor", "df"))))
  cat(name, unlist(result[-1]), "\n")
  result
}

study <- function(name) {
  q <- fromJSON(file.path(studies, paste0(name, ".questionnaire.json")), simplifyVector = FALSE)
  data <- read.csv(file.path(studies, paste0(name, ".csv")), fileEncoding = "UTF-8-BOM", check.names = FALSE, colClasses = "character", na.strings = "")
  items <- unlist(lapply(q$dimensions, function(d) sapply(d$items, function(i) i$id)))
  reversed <- unlist(lapply(q$dimensions, function(d) sapply(d$items, function(i) isTRUE(i$reversed))))
  factors <- rep(seq_along(q$dimensions) - 1, sapply(q$dimensions, function(d) length(d$items)))
  for (b in q$batteries) for (i in seq_along(items)) {
    column <- paste0(b$prefix, items[i]); data[[column]] <- as.numeric(data[[column]])
    if (reversed[i]) data[[column]] <- q$scale$from + q$scale$to - data[[column]]
  }
  P <- function(prefix) paste0(prefix, items)
  difference <- function(to, a, b) { for (i in items) data[[paste0(to, i)]] <<- data[[paste0(a, i)]] - data[[paste0(b, i)]] }
  if ("servqual" %in% q$models) difference("servqual_", "P", "E")
  if ("adequacy" %in% q$models) difference("adequacy_", "P", "M")
  if ("superiority" %in% q$models) difference("superiority_", "P", "D")
  list(data = data, column = P, factors = factors)
}

HS <- HolzingerSwineford1939; HS$school <- as.character(HS$school)
nine <- paste0("x", 1:9); three <- rep(0:2, each = 3)
groups <- list(over_groups("holzinger-swineford by school", HS, nine, "school", three),
  over_groups("a factor of one item", HS, nine[c(1:4, 7:9)], "school", c(0, 0, 0, 1, 2, 2, 2)),
  over_groups("three groups", transform(HS, third = paste0("g", (id * 7) %% 3)), nine, "third", three))
batteries <- list(); scaled <- list()
for (name in c("servqual", "zone-of-tolerance", "awkward")) {
  s <- study(name)
  if (name == "servqual") for (attribute in c("branch", "gender")) for (model in c("P", "servqual_")) {
    data <- s$data[!is.na(s$data[[attribute]]), ]
    kept <- names(which(table(data[[attribute]][complete.cases(data[, s$column(model)])]) > 76))
    if (length(kept) > 1) groups[[length(groups) + 1]] <- over_groups(paste(name, attribute, c(P = "servperf", servqual_ = "servqual")[[model]]),
      data[data[[attribute]] %in% kept, ], s$column(model), attribute, s$factors)
    if (attribute == "branch" && model == "P") {
      # One branch reads two questions of different dimensions differently.
      other <- data[data[[attribute]] %in% kept, ]; south <- which(other$branch == "tehran-south")
      for (i in s$column(model)[c(8, 13)]) other[[i]][south] <- pmax(other[[i]][south] - 1, 1)
      groups[[length(groups) + 1]] <- over_groups("a branch that reads two questions differently", other, s$column(model), attribute, s$factors)
    }
  }
  subtrahend <- if (name == "zone-of-tolerance") "M" else "E"
  batteries[[length(batteries) + 1]] <- between_batteries(name, s$data, s$column(subtrahend), s$column("P"), s$factors)
  for (model in c(servperf = "P", servqual = "servqual_", adequacy = "adequacy_", superiority = "superiority_"))
    if (all(s$column(model) %in% names(s$data))) scaled[[length(scaled) + 1]] <-
      c(list(study = name, model = names(which(c(servperf = "P", servqual = "servqual_", adequacy = "adequacy_", superiority = "superiority_") == model))),
        satorra_bentler(paste(name, model), s$data, s$column(model), s$factors))
}
write(toJSON(list(command = "Rscript invariance.R ../studies invariance.json", version = paste(R.version.string, "lavaan", packageVersion("lavaan")),
  groups = groups, batteries = batteries, satorraBentler = scaled), auto_unbox = TRUE, digits = NA, na = "null", pretty = FALSE), arguments[2])
