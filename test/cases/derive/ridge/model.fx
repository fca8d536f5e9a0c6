# A normal prior is an L2 penalty.
dim D = 3
data  x: real[D], y: real
param w: real[D], b: real, sigma: positive
hyper tau: positive = 1

y ~ normal(dot(w, x) + b, sigma)
w ~ normal(0, tau)
