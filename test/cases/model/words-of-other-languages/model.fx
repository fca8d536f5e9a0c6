data x: float, y: int, z: binary, v: real
param a: real, b: interval[0, 1], m: vector[3]
y ~ poisson_log(a*x)
z ~ bernoulli(inv_logit(a))
v ~ gaussian(a, 1)
loss ifelse(v > 0, ln(v), logistic(a))
loss a if v > 0 else b
