data x: real[3], y: real[2]
param W: real[2, 3]
a = W * y
b = x * y
c = W * W
d = W * x'
f = x' * y'
g = (W + W) * W
loss sum(a) + b + sum(c) + sum(d) + f + sum(g)
