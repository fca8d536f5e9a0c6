param a: real,, b: real
data x: real,
hyper
param ,c: real
f(a,,b) = a
density d(y,) = y
y ~ normal(0,,1)
dim D = 2, , K = 3
param v: interval(0,)
