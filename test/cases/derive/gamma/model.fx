data y: positive
param a: positive, b: positive
y ~ gamma(a, b)
