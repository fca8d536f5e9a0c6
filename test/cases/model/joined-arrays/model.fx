data x: real[3], A: real[2, 3]
param w: real[3], v: real[2]
a = x' - w
b = [x'; w]
c = [A; v']
d = [x, v]
k = reshape(x, 2, 2)
f = [A; x]
g = [A, w]
loss sum(a) + sum(b) + sum(c) + sum(d) + sum(k) + sum(f) + sum(g) + dot(w, x) + sum(v)
