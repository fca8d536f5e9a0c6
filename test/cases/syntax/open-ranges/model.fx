param a: real[3]
b = sum(1:)
c = (:3)
d = 1:
e = a .* (1:3:5)
