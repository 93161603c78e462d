#!/usr/bin/env Rscript
# Writes items.json: importance of the items of the reference studies, their quadrants by each crosshair, and a bootstrap of both.
# usage, in this folder: Rscript items.R items.json
suppressPackageStartupMessages(library(jsonlite))

read_study <- function(name) {
  list(spec = fromJSON(paste0("../studies/", name, ".spec.json"), simplifyVector = TRUE),
       scale = fromJSON(paste0("../studies/", name, ".questionnaire.json"))$scale,
       data = read.csv(paste0("../studies/", name, ".csv"), fileEncoding = "UTF-8-BOM", check.names = FALSE, na.strings = c("NA", "", "-")))
}
half_rule <- function(x) { m <- rowMeans(x, na.rm = TRUE); m[rowSums(!is.na(x)) < ceiling(ncol(x) / 2)] <- NA; m }

# Johnson's relative weights (2000) in percent of R squared, over the complete rows; the outcome comes last.
shares <- function(x) {
  k <- ncol(x) - 1
  if (k == 1) return(100)
  C <- cor(x, use = "complete.obs"); e <- eigen(C[1:k, 1:k], symmetric = TRUE)
  L <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
  w <- as.vector(L^2 %*% solve(L, C[1:k, k + 1])^2)
  100 * w / sum(w)
}

# The places of the items by dimension, the answers to them, the dimension scores.
parts <- function(study) {
  dims <- study$spec$dimensions
  ids <- unlist(dims, use.names = FALSE)
  P <- as.matrix(study$data[, paste0(study$spec$batteries$perception, ids)])
  list(ids = ids, of = rep(seq_along(dims), lengths(dims)), items = P,
       dimensions = sapply(dims, function(own) half_rule(P[, match(own, ids), drop = FALSE])), middle = mean(c(study$scale$from, study$scale$to)))
}

importance <- function(p, y, rows) {
  dimension <- shares(cbind(p$dimensions, y)[rows, ])
  within <- unlist(lapply(seq_along(dimension), function(d) shares(cbind(p$items[, p$of == d, drop = FALSE], y)[rows, ])))
  list(within = within, importance = dimension[p$of] * within / 100)
}

quadrant <- function(important, low) ifelse(important, ifelse(low, "concentrate-here", "keep-up"), ifelse(low, "low-priority", "possible-overkill"))
standardised <- function(x) (x - mean(x)) / sqrt(mean((x - mean(x))^2))
quadrants <- function(up, across, middle, line = mean(up)) {
  means <- quadrant(up > line + 1e-9, across < mean(across) - 1e-9)
  list(scale = quadrant(up > line + 1e-9, across < middle - 1e-9), means = means,
       diagonal = ifelse(standardised(up) - standardised(across) > 1e-9, "concentrate-here", means))
}

case <- function(name, outcome) {
  study <- read_study(name); p <- parts(study); y <- study$data[[outcome]]
  own <- importance(p, y, seq_along(y)); across <- colMeans(p$items, na.rm = TRUE)
  list(study = name, outcome = outcome, ids = p$ids, within = own$within, importance = own$importance, performance = unname(across),
       priority = standardised(own$importance) - unname(standardised(across)), quadrants = lapply(quadrants(own$importance, across, p$middle), unname))
}

resampled <- function(name, outcome, B) {
  study <- read_study(name); p <- parts(study); y <- study$data[[outcome]]; set.seed(20260102)
  drawn <- replicate(B, {
    rows <- sample(length(y), replace = TRUE)
    up <- importance(p, y, rows)$importance
    placed <- quadrants(up, colMeans(p$items[rows, ], na.rm = TRUE), p$middle)
    c(up, sapply(placed, function(q) q == "concentrate-here"), placed$scale == "concentrate-here" & placed$means == "concentrate-here" & placed$diagonal == "concentrate-here")
  })
  k <- length(p$ids); up <- drawn[1:k, ]
  share <- function(part) rowMeans(drawn[part * k + 1:k, ])
  list(study = name, outcome = outcome, resamples = B, error = apply(up, 1, sd), low = apply(up, 1, quantile, .025), high = apply(up, 1, quantile, .975),
       concentrate = list(scale = share(1), means = share(2), diagonal = share(3), all = share(4)))
}

outcomes <- function(name) lapply(read_study(name)$spec$outcomes, function(outcome) case(name, outcome))
write_json(list(command = "Rscript items.R items.json", version = R.version.string,
  cases = c(outcomes("servqual"), outcomes("zone-of-tolerance"), outcomes("drawn-one-item-dimension")),
  resampled = resampled("servqual", "overall", 10000)),
  commandArgs(TRUE)[1], digits = NA, auto_unbox = TRUE, pretty = TRUE, na = "null")
