dim D = 2
data x: real
param w: real, s: real
g(y) = y * w
density f(y, a) = exp(-(y - a)^2 / s) * D
density h(y) = exp(-g(y))
x ~ f(w)
x ~ h()
penalty s^2
