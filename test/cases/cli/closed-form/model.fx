data x: real[2], y: real
param w: real[2], b: real, sigma: positive
y ~ normal(dot(w, x) + b, sigma)
