hyper n: count = 1.5, tau: positive = -1
param s: positive = 0, u: unit = 1, v: interval(0, 10) = 11, p: simplex[2] = [0.5, 0.6]
param o: ordered[3] = [1, 3, 2], r: real = 1/0
loss s + u + v + sum(p) + sum(o) + n + tau + r
