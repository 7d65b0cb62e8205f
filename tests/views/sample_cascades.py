"""Cascades made up for the tests of the page: one of everyday size, one of any size, one made of attacks."""

from __future__ import annotations

import itertools

from docgraph.agencies.levels import Level
from docgraph.documents.model import RelationKind
from docgraph.queries.cascade_model import Cascade, CascadeEdge, CascadeNode, Evidence, Standing
from docgraph.text.dates import PartialDate

PROVINCE = "Quảng Ngãi"
FOCUS = "vn/quang-ngai/ubnd/qd/2022/812"


def _date(iso: str | None) -> PartialDate | None:
    return PartialDate.fromisoformat(iso) if iso else None


def _node(
    key, type_, number, iso, issuer, level, title=None, depth=1, cited=False, responds=False, typo=None
) -> CascadeNode:
    label = f"{type_} {number}" if number else f"{type_} của {issuer}" + (f" ngày {iso}" if iso else "")
    return CascadeNode(
        key=key, label=label, type=type_, number=number, title=title, date=_date(iso), issuer=issuer, level=level,
        province=None if level is Level.CENTRAL else PROVINCE, standing=Standing.CITED_ONLY if cited else Standing.IN_CORPUS,
        depth=depth, source=None if cited else f"{key.rsplit('/', 2)[-2]}-{key.rsplit('/', 1)[-1]}.txt", responds=responds, possible_typo_of=typo,
    )  # fmt: skip


def _edge(
    citing: CascadeNode, cited: CascadeNode, relation: RelationKind, lead: str = "Thực hiện", confidence: float = 1.0
) -> CascadeEdge:
    reference = f"{cited.label} của {cited.issuer}"
    text = f"{lead} {reference}, {citing.issuer} ban hành {citing.label} để tổ chức thực hiện trong toàn ngành, toàn địa bàn."
    proof = Evidence(
        citing.source or "bao-cao.txt", 120, 120 + len(text), text, (len(lead) + 1, len(lead) + 1 + len(reference))
    )
    return CascadeEdge(citing.key, cited.key, relation, (proof,), confidence)


def everyday() -> Cascade:
    """Return a cascade of thirty-four documents over five levels, with everything that the page has to show."""
    central, provincial, agency, district, commune = Level
    k = RelationKind
    qd468 = _node(
        "vn/ttg/qd/2021/468",
        "Quyết định",
        "468/QĐ-TTg",
        "2021-03-27",
        "Thủ tướng Chính phủ",
        central,
        "Phê duyệt Đề án đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính",
        -1,
        cited=True,
    )
    nq76 = _node(
        "vn/cp/nq/2021/76",
        "Nghị quyết",
        "76/NQ-CP",
        "2021-07-15",
        "Chính phủ",
        central,
        "Ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030",
        -1,
        cited=True,
    )
    law = _node(
        "vn/qh/luat/2015/77",
        "Luật",
        "77/2015/QH13",
        "2015-06-19",
        "Quốc hội",
        central,
        "Tổ chức chính quyền địa phương",
        -1,
        cited=True,
    )
    party = _node(
        "vn/quang-ngai/tu/nq/2021/3",
        "Nghị quyết",
        "03-NQ/TU",
        "2021-10-08",
        "Tỉnh ủy Quảng Ngãi",
        provincial,
        "Về đẩy mạnh cải cách hành chính, cải thiện môi trường đầu tư kinh doanh",
        -1,
        cited=True,
    )
    focus = _node(
        FOCUS,
        "Quyết định",
        "812/QĐ-UBND",
        "2022-04-14",
        "Ủy ban nhân dân tỉnh Quảng Ngãi",
        provincial,
        "Ban hành Kế hoạch cải cách hành chính nhà nước tỉnh Quảng Ngãi giai đoạn 2022 - 2025",
        0,
    )
    nodes = [law, qd468, nq76, party, focus]
    edges = [
        _edge(focus, law, k.LEGAL_BASIS, "Căn cứ"), _edge(focus, nq76, k.IMPLEMENTS), _edge(focus, party, k.IMPLEMENTS),
        _edge(nq76, qd468, k.MENTIONS, "Tiếp tục thực hiện"), _edge(focus, qd468, k.MENTIONS, "Cùng với"),
    ]  # fmt: skip
    amended = _node(
        "vn/quang-ngai/ubnd/qd/2023/655",
        "Quyết định",
        "655/QĐ-UBND",
        "2023-06-02",
        "Ủy ban nhân dân tỉnh Quảng Ngãi",
        provincial,
        "Sửa đổi, bổ sung một số nội dung của Kế hoạch cải cách hành chính",
    )
    letter = _node(
        "vn/quang-ngai/ubnd/cv/2022/2190",
        "Công văn",
        "2190/UBND-NC",
        "2022-05-10",
        "Ủy ban nhân dân tỉnh Quảng Ngãi",
        provincial,
        "Về việc triển khai Kế hoạch cải cách hành chính",
    )
    guide = _node(
        "vn/quang-ngai/snv/hd/2022/41",
        "Hướng dẫn",
        "41/HD-SNV",
        "2022-05-20",
        "Sở Nội vụ tỉnh Quảng Ngãi",
        agency,
        "Hướng dẫn tự chấm điểm Chỉ số cải cách hành chính",
    )
    nodes += [amended, letter, guide]
    edges += [
        _edge(amended, focus, k.AMENDS, "Sửa đổi, bổ sung"),
        _edge(letter, focus, k.IMPLEMENTS),
        _edge(guide, letter, k.IMPLEMENTS),
        _edge(guide, focus, k.GUIDES, "Hướng dẫn thực hiện"),
    ]
    plans = [
        ("Sở Nội vụ", "snv", "SNV", "1031", "2022-04-28"),
        ("Sở Tư pháp", "stp", "STP", "77", "2022-05-05"),
        ("Sở Y tế", "syt", "SYT", "1204", "2022-05-17"),
        ("Ban Dân tộc", "bdt", "BDT", "318", "2022-06-01"),
        ("Thanh tra tỉnh", "ttt", "TTT", "95", None),
    ]
    for number, (name, short, code, plan_number, iso) in enumerate(plans):
        issuer = f"{name} tỉnh {PROVINCE}".replace("tỉnh tỉnh", "tỉnh")
        plan = _node(
            f"vn/quang-ngai/{short}/kh/2022/{plan_number}",
            "Kế hoạch",
            f"{plan_number}/KH-{code}",
            iso,
            issuer,
            agency,
            "Thực hiện công tác cải cách hành chính năm 2022 của ngành",
            responds=True,
            cited=number == 3,
        )
        nodes.append(plan)
        edges += [_edge(plan, focus, k.IMPLEMENTS), _edge(plan, nq76, k.LEGAL_BASIS, "Căn cứ")]
        if number < 3:
            report = _node(
                f"vn/quang-ngai/{short}/bc/2022/{200 + number}",
                "Báo cáo",
                f"{200 + number}/BC-{code}",
                f"2022-12-{10 + number}",
                issuer,
                agency,
                "Kết quả thực hiện công tác cải cách hành chính năm 2022",
                depth=1,
            )
            nodes.append(report)
            edges += [
                _edge(report, focus, k.IMPLEMENTS),
                _edge(report, plan, k.ISSUES, "Đơn vị đã ban hành"),
                _edge(report, letter, k.REPORTS_UNDER, "Theo yêu cầu tại", 0.8),
            ]
    wrong = _node(
        "vn/quang-ngai/ubnd/qd/2022/821",
        "Quyết định",
        "821/QĐ-UBND",
        "2022-04-14",
        "Ủy ban nhân dân tỉnh Quảng Ngãi",
        provincial,
        cited=True,
        depth=1,
        typo=FOCUS,
    )
    late = _node(
        "vn/quang-ngai/stttt/bc/2023/15",
        "Báo cáo",
        None,
        "2023-01",
        f"Sở Thông tin và Truyền thông tỉnh {PROVINCE}",
        agency,
        "Tình hình thực hiện Kế hoạch cải cách hành chính",
        depth=1,
        responds=True,
    )
    nodes += [wrong, late]
    edges += [
        _edge(late, focus, k.REPORTS_UNDER, "Báo cáo theo"),
        _edge(wrong, letter, k.MENTIONS, "Theo", 0.4),
        _edge(late, wrong, k.MENTIONS, "Căn cứ", 0.5),
    ]
    for turn, (name, iso) in enumerate([("Ba Tơ", "2022-05-12"), ("Bình Sơn", "2022-05-25"), ("Lý Sơn", "2022-07-04")]):
        code = "".join(word[0] for word in name.split())
        issuer = f"Ủy ban nhân dân huyện {name}"
        plan = _node(
            f"vn/quang-ngai/{code}/kh/2022/{60 + turn}",
            "Kế hoạch",
            f"{60 + turn}/KH-UBND",
            iso,
            issuer,
            district,
            f"Cải cách hành chính huyện {name} giai đoạn 2022 - 2025",
            responds=True,
        )
        nodes.append(plan)
        edges.append(_edge(plan, focus, k.IMPLEMENTS))
        communes = {
            0: ("Ba Vì", "Ba Xa", "Ba Tiêu", "Ba Ngạc", "Ba Bích", "Ba Lế", "Ba Nam"),
            1: ("Bình Châu", "Bình Hải", "Bình Trị"),
        }.get(turn, ())
        for index, commune_name in enumerate(communes):
            below = _node(
                f"vn/quang-ngai/{code}-{index}/kh/2022/{10 + index}",
                "Kế hoạch",
                f"{10 + index}/KH-UBND",
                f"2022-0{6 + turn}-{10 + 2 * index}",
                f"Ủy ban nhân dân xã {commune_name}",
                commune,
                f"Cải cách hành chính xã {commune_name}",
                depth=2,
                responds=index % 2 == 0,
            )
            nodes.append(below)
            edges += [_edge(below, plan, k.IMPLEMENTS), _edge(below, focus, k.LEGAL_BASIS, "Căn cứ")]
    check = _node(
        "vn/quang-ngai/hdnd/bc/2023/12",
        "Báo cáo",
        "12/BC-HĐND",
        "2023-07-05",
        "Hội đồng nhân dân tỉnh Quảng Ngãi",
        provincial,
        "Kết quả giám sát việc thực hiện Kế hoạch cải cách hành chính",
        depth=1,
    )
    answer = _node(
        "vn/quang-ngai/bt/cv/2022/402",
        "Công văn",
        "402/UBND-NV",
        None,
        "Ủy ban nhân dân huyện Ba Tơ",
        district,
        "Về việc phúc đáp nội dung kiểm tra",
        depth=2,
    )
    unknown = _node("vn/khac/bb/2022/1", "Biên bản", None, None, "Đoàn kiểm tra liên ngành", None, depth=2, cited=True)
    nodes += [check, answer, unknown]
    edges += [
        _edge(check, focus, k.SUPERVISES, "Giám sát việc thực hiện"),
        _edge(answer, letter, k.RESPONDS_TO, "Phúc đáp"),
        _edge(unknown, guide, k.MENTIONS, "Theo"),
    ]
    silent = ("Sở Tài chính", "Sở Xây dựng", "UBND huyện Trà Bồng")
    return Cascade(FOCUS, tuple(nodes), tuple(edges), silent, cut=7)


def of_size(size: int) -> Cascade:
    """Return a cascade of *size* documents: one directive, its provinces, their departments, districts and communes."""
    k = RelationKind
    root = _node(
        "vn/ttg/qd/2021/1",
        "Quyết định",
        "1/QĐ-TTg",
        "2021-01-04",
        "Thủ tướng Chính phủ",
        Level.CENTRAL,
        "Phê duyệt Chương trình tổng thể",
        0,
    )
    nodes, edges = [root], []
    months = itertools.cycle(range(1, 13))
    layers = [([root], Level.PROVINCIAL, 20), ([], Level.AGENCY, 5), ([], Level.DISTRICT, 6), ([], Level.COMMUNE, 40)]
    for depth, (uppers, level, fan) in enumerate(layers, 1):
        for upper in uppers:
            for index in range(fan):
                if len(nodes) >= size:
                    return Cascade(root.key, tuple(nodes), tuple(edges))
                number = len(nodes)
                node = _node(
                    f"vn/x/kh/2021/{number}",
                    ("Kế hoạch", "Báo cáo", "Công văn")[index % 3] if level is not Level.COMMUNE else "Kế hoạch",
                    f"{number}/KH-UBND",
                    f"2021-{next(months):02d}-{1 + number % 28:02d}",
                    f"Ủy ban nhân dân đơn vị số {number}",
                    level,
                    "Kế hoạch triển khai thực hiện Chương trình tổng thể trên địa bàn",
                    depth,
                    responds=index % 2 == 0,
                )
                nodes.append(node)
                edges.append(_edge(node, upper, k.IMPLEMENTS))
                if number % 2:
                    edges.append(_edge(node, root, k.LEGAL_BASIS, "Căn cứ"))
                if depth < len(layers):
                    layers[depth][0].append(node)
    return Cascade(root.key, tuple(nodes), tuple(edges))


PAYLOADS = (
    "</script><script>attack(1)</script>",
    "</SCRIPT ><svg onload=attack(2)>",
    "<img src=x onerror=attack(3)>",
    "<img src=https://attack.example/beacon.png>",
    "<svg/onload=attack(4)>",
    "<iframe srcdoc='<script>parent.attack(5)</script>'></iframe>",
    "<a href=javascript:attack(6)>href</a>",
    "\"><script>attack(7)</script>",
    "'><img src=x onerror=attack(8)>",
    "javascript:attack(9)",
    "JaVaScRiPt:attack(10)",
    "data:text/html,<script>attack(11)</script>",
    "https://attack.example/?q=<script>attack(12)</script>",
    "http://user:pass@attack.example/",
    "<!--<script>attack(13)</script>",
    "<!-- --!><script>attack(14)</script>",
    "]]><script>attack(15)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "{{ cycler.__init__.__globals__.os.system('true') }}",
    "${attack(16)}",
    "`;attack(17);//",
    "\\\";attack(18);//",
    "\\u003cscript\\u003eattack(19)\\u003c/script\\u003e",
    "&lt;script&gt;attack(20)&lt;/script&gt;",
    "&#60;img src=x onerror=attack(21)&#62;",
    "<math><mtext></mtext><style><img src=x onerror=attack(22)></style></math>",
    "<style>*{background:url(https://attack.example/x)}</style>",
    "</style><script>attack(23)</script>",
    "</title><script>attack(24)</script>",
    "</textarea><script>attack(25)</script>",
    "</template><script>attack(26)</script>",
    "<base href=https://attack.example/>",
    "<meta http-equiv=refresh content=0;url=https://attack.example/>",
    "<link rel=stylesheet href=https://attack.example/x.css>",
    "<form action=https://attack.example/><button>Đăng nhập</button></form>",
    "<details open ontoggle=attack(27)>",
    "<body onload=attack(28)>",
    "<input autofocus onfocus=attack(29)>",
    "<object data=javascript:attack(30)></object>",
    "\u202egnod gnouc\u202c",
    "\u2066\u2067evil\u2069",
    "null\x00byte \x1b[31m \x07",
    "\ud800 lone surrogate",
    "=HYPERLINK(\"https://attack.example\")",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "__proto__",
    "constructor",
    "@@content-security-policy@@",
    "Z\u0335\u0336\u0337\u0338\u0335\u0336\u0337\u0338algo",
    "dòng\u2028tách\u2029dòng",
    "x" * 5000,
)  # fmt: skip


def hostile() -> Cascade:
    """Return a cascade in which every field of text, in turn, is each of `PAYLOADS`."""
    nodes, edges = [], []
    for index, payload in enumerate(PAYLOADS):
        following = PAYLOADS[(index + 1) % len(PAYLOADS)]
        nodes.append(CascadeNode(
            key=f"{index}{payload}", label=payload, type=payload if index % 2 else "Kế hoạch", number=payload if index % 3 else None, title=following,
            date=PartialDate(2022, 1 + index % 12, 1 + index % 28) if index % 5 else None, issuer=payload, level=list(Level)[index % 5],
            province=payload, standing=Standing.IN_CORPUS if index % 2 else Standing.CITED_ONLY, depth=min(index, 1), source=payload,
            responds=index % 2 == 0, possible_typo_of=payload if index % 7 == 3 else None,
        ))  # fmt: skip
        if index:
            proof = Evidence(payload, 0, len(payload), f"Thực hiện {payload} và {following}", (10, 10 + len(payload)))
            edges.append(
                CascadeEdge(nodes[index].key, nodes[0].key, list(RelationKind)[index % 18], (proof, proof), 0.5)
            )
    return Cascade(nodes[0].key, tuple(nodes), tuple(edges), silent=PAYLOADS, cut=1)
