data x: real, x: real
param w: real
w = 3
f(a, a) = a
loss (w - x)^2
