dim D = 2
data x: real
param w: real[x], v: real[D] = [x, 1], u: interval(0, w)
loss sum(zeros(x)) + sum(ones(2, v[1])) + sum(tril(ones(2, 2), u))
