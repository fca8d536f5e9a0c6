# Definitions of parameters alone, used twice; a penalty.
data  x: real, y: positive, k: count
param a: real, b: real, c: positive
hyper lambda: positive = 0.1

scale = exp(a) + 1
rate = exp(b*x)
y ~ exponential(rate/scale)
k ~ poisson(c*scale)
penalty lambda*(a^2 + b^2)
