#!/usr/bin/env Rscript
# Writes invariance.json: what lavaan says of measurement invariance over groups and between batteries, and of Satorra-Bentler scaling.
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

over_groups <- function(name, data, items, group, factors) {
  data <- data[complete.cases(data[, items]), ]
  model <- structure_of(items, factors)
  values <- sort(unique(data[[group]]), method = "radix")
  data[[group]] <- factor(data[[group]], levels = values)
  fit <- function(equal) suppressWarnings(cfa(model, data, group = group, group.label = values, std.lv = TRUE, group.equal = equal, se = "none",
    control = precise, check.post = FALSE))
  fits <- list(configural = fit(""), metric = fit("loadings"), scalar = fit(c("loadings", "intercepts")))
  result <- list(name = name, factorOfItem = I(factors), values = I(values),
    groups = lapply(values, function(v) moments(data[data[[group]] == v, items])), steps = lapply(fits, measures),
    means = lapply(lavInspect(fits$scalar, "est"), function(e) as.numeric(e$alpha)))
  names(result$means) <- NULL
  cat(name, sapply(result$steps, function(s) sprintf("%.3f (%d) %.4f srmr %.4f", s$chiSquare, s$df, s$cfi, s$srmr)), "\n")
  result
}

between_batteries <- function(name, data, first, second, factors) {
  data <- data[complete.cases(data[, c(first, second)]), ]
  all <- unique(factors)
  sides <- list(list("a", first), list("b", second))
  single <- function(f) sum(factors == f) == 1
  build <- function(loadings, intercepts) {
    lines <- c()
    for (side in sides) for (f in all) {
      item <- side[[2]][factors == f]
      label <- if (loadings) paste0("l", which(factors == f), "*") else ""
      lines <- c(lines, paste0(side[[1]], f, " =~ ", paste0(label, item, collapse = " + ")))
    }
    for (i in seq_along(first)) if (!single(factors[i])) lines <- c(lines, paste0(first[i], " ~~ ", second[i]))
    if (loadings) for (f in all) lines <- c(lines, paste0("b", f, " ~~ NA*b", f))
    if (intercepts) {
      for (i in seq_along(first)) lines <- c(lines, paste0(c(first[i], second[i]), " ~ t", i, "*1"))
      for (f in all) lines <- c(lines, paste0("b", f, " ~ NA*1"))
    }
    paste(lines, collapse = "\n")
  }
  fit <- function(...) suppressWarnings(cfa(build(...), data, std.lv = TRUE, meanstructure = TRUE, se = "none", control = precise, check.post = FALSE))
  fits <- list(configural = fit(FALSE, FALSE), metric = fit(TRUE, FALSE), scalar = fit(TRUE, TRUE))
  e <- lavInspect(fits$scalar, "est")
  result <- list(name = name, factorOfItem = I(factors), joint = moments(data[, c(first, second)]), steps = lapply(fits, measures),
    means = I(as.numeric(e$alpha)[length(all) + seq_along(all)]))
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
