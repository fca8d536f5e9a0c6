data x: real, x: real
param w: real
w = 3
f(a, a) = a
x = 2*w
loss (w - x)^2
