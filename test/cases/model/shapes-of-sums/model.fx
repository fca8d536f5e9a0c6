data x: real[3], y: real[2]
param W: real[2, 3]
a = x + y
b = x .* W
c = W * x - W
d = x < y ? 1 : 2
loss sum(a) + sum(b) + sum(c) + d[1] + sum([x, y]) + dot(x, y)
