param w: real
A = [[]]
loss sum([]) + w^2
loss sum([[], [1]])
