"""Headers of many kinds of documents, one case a kind."""

from __future__ import annotations

import unicodedata

import pytest

from docgraph.documents.layout import read_header

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"

CASES = {
    "department report, two columns with tabs": (
        (
            "UBND TỈNH YÊN BÁI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ TƯ PHÁP\tĐộc lập - Tự do - Hạnh phúc\n"
            "Số: 118/BC-STP\tYên Bái, ngày 09 tháng 8 năm 2022\n\nBÁO CÁO\nCông tác hòa giải ở cơ sở quý II\n\n"
            "Kính gửi: Ủy ban nhân dân tỉnh.\n\nThực hiện chương trình công tác, Sở Tư pháp báo cáo như sau:\n1. Kết quả\nTốt.\n"
            "Sở Tư pháp kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo./.\n\n"
            "Nơi nhận:\n- Như trên;\n- Giám đốc Sở;\n- Lưu: VT, PBGDPL.\tKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nTrần Thị Thu\n"
        ),
        {
            "type": "Báo cáo",
            "number": "118",
            "symbol": "BC-STP",
            "date": "2022-08-09",
            "place": "Yên Bái",
            "title": "Công tác hòa giải ở cơ sở quý II",
            "issuer": "Sở Tư pháp tỉnh Yên Bái",
            "level": "agency",
            "province": "Yên Bái",
            "addressees": ("Ủy ban nhân dân tỉnh",),
            "recipients": ("Như trên", "Giám đốc Sở"),
            "submitted_to": "Ủy ban nhân dân tỉnh",
            "signer": "Trần Thị Thu",
            "signer_position": "Phó Giám đốc",
            "signing_capacity": "KT.",
        },
    ),
    "official letter of a department": (
        "UBND TỈNH NGHỆ AN\nSỞ Y TẾ\n-------\n" + MOTTO + "\n---------------\n"
        "Số: 2207/SYT-NVY\nV/v tiêm bổ sung cho trẻ\nem vùng cao\n\nNghệ An, ngày 3 tháng 4 năm 2024\n\n"
        "Kính gửi:\n- Trung tâm Y tế các huyện;\n- Bệnh viện Sản Nhi.\n\nĐể bảo đảm tiến độ, Sở Y tế yêu cầu các đơn vị rà soát./.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTL. GIÁM ĐỐC\nTRƯỞNG PHÒNG NGHIỆP VỤ Y\n\n(Đã ký)\n\nLô Văn Páo\n",
        {
            "type": "Công văn",
            "number": "2207",
            "symbol": "SYT-NVY",
            "title": "tiêm bổ sung cho trẻ em vùng cao",
            "issuer": "Sở Y tế tỉnh Nghệ An",
            "date": "2024-04-03",
            "addressees": ("Trung tâm Y tế các huyện", "Bệnh viện Sản Nhi"),
            "signer": "Lô Văn Páo",
            "signer_position": "Trưởng phòng",
            "signing_capacity": "TL.",
            "submitted_to": None,
        },
    ),
    "letter of a provincial committee, no type": (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\n\n" + MOTTO + "\n\nSố: 901/UBND-KTTH\n"
        "V/v đôn đốc giải ngân\n\nHà Giang, ngày 12 tháng 3 năm 2020\n\nKính gửi: Các sở, ban, ngành tỉnh\n\nXét tình hình, ...",
        {"type": "Công văn", "symbol": "UBND-KTTH", "issuer": "Ủy ban nhân dân tỉnh Hà Giang", "level": "provincial"},
    ),
    "decision of the chair of a provincial committee": (
        "ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN\n-------\n" + MOTTO + "\nSố: 655/QĐ-UBND\nBắc Kạn, ngày 20 tháng 4 năm 2021\n\n"
        "QUYẾT ĐỊNH\nVề việc công nhận xã đạt chuẩn\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC KẠN\n\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Công nhận.\nĐiều 2. Thi hành./.\n\n"
        "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nCHỦ TỊCH\n\n\nNguyễn Văn Bình\n",
        {
            "type": "Quyết định",
            "number": "655",
            "issuer": "Ủy ban nhân dân tỉnh Bắc Kạn",
            "title": "Về việc công nhận xã đạt chuẩn",
            "signer": "Nguyễn Văn Bình",
            "signer_position": "Chủ tịch",
            "signing_capacity": None,
        },
    ),
    "Party committee of a province": (
        (
            "TỈNH ỦY SƠN LA\n*\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố 15-CT/TU\n\nSơn La, ngày 08 tháng 5 năm 2021\n\n"
            "CHỈ THỊ\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề tăng cường công tác dân vận\n-----\n\nTrong thời gian tới, các cấp ủy cần.\n\n"
            "Nơi nhận:\n- Ban Bí thư (để báo cáo),\n- Các huyện ủy,\n- Lưu Văn phòng Tỉnh ủy.\n\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\n\nNguyễn Hữu Đông\n"
        ),
        {
            "type": "Chỉ thị",
            "number": "15",
            "symbol": "CT/TU",
            "place": "Sơn La",
            "issuer": "Tỉnh ủy Sơn La",
            "signer": "Nguyễn Hữu Đông",
            "signer_position": "Bí thư",
            "signing_capacity": "T/M",
            "recipients": ("Ban Bí thư (để báo cáo)", "Các huyện ủy"),
        },
    ),
    "advisory body of a provincial Party committee": (
        (
            "TỈNH ỦY HÒA BÌNH\nBAN TỔ CHỨC\n*\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 77-HD/BTCTU\nHòa Bình, ngày 1 tháng 6 năm 2023\n\n"
            "HƯỚNG DẪN\nkiểm điểm cuối năm\n\nThực hiện chỉ đạo chung.\n"
        ),
        {
            "type": "Hướng dẫn",
            "symbol": "HD/BTCTU",
            "issuer": "Ban Tổ chức Tỉnh ủy Hòa Bình",
            "signer": None,
            "date": "2023-06-01",
        },
    ),
    "Politburo": (
        "BỘ CHÍNH TRỊ\n*\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 43-KL/TW\nHà Nội, ngày 15 tháng 11 năm 2022\n\nKẾT LUẬN\nCỦA BỘ CHÍNH TRỊ\nvề một chủ trương\n\n",
        {
            "type": "Kết luận",
            "number": "43",
            "symbol": "KL/TW",
            "issuer": "Bộ Chính trị",
            "level": "central",
            "province": None,
        },
    ),
    "central Party body": (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nỦY BAN KIỂM TRA\n*\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố 09-QĐ/UBKTTW\n\nHà Nội, ngày 4 tháng 7 năm 2022\n\nQUYẾT ĐỊNH\nban hành quy trình\n",
        {"type": "Quyết định", "issuer": "Ủy ban Kiểm tra Trung ương", "symbol": "QĐ/UBKTTW"},
    ),
    "commune Party committee with a blank number": (
        "ĐẢNG BỘ TỈNH LAI CHÂU\nĐẢNG ỦY XÃ MƯỜNG KIM\n*\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố      -NQ/ĐU\n\nMường Kim, ngày     tháng 9 năm 2025\n\nNGHỊ QUYẾT\nvề chuyển đổi số\n",
        {
            "type": "Nghị quyết",
            "number": None,
            "symbol": "NQ/ĐU",
            "issuer": "Đảng ủy xã Mường Kim",
            "place": "Mường Kim",
            "date": "2025-09",
            "level": "commune",
        },
    ),
    "Front of a province": (
        "ỦY BAN MTTQ VIỆT NAM\nTỈNH QUẢNG BÌNH\nBAN THƯỜNG TRỰC\n"
        + MOTTO
        + "\nSố: 88/KH-MTTQ-BTT\nQuảng Bình, ngày 30 tháng 7 năm 2021\n\nKẾ HOẠCH\nGiám sát việc hỗ trợ\n\n",
        {
            "type": "Kế hoạch",
            "number": "88",
            "symbol": "KH-MTTQ-BTT",
            "issuer": "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Quảng Bình",
            "level": "provincial",
        },
    ),
    "Youth Union": (
        (
            "ĐOÀN TNCS HỒ CHÍ MINH\nBCH TỈNH PHÚ YÊN\n***\nĐOÀN TNCS HỒ CHÍ MINH\nSố: 210 - KH/TĐTN-PT\nPhú Yên, ngày 18 tháng 2 năm 2023\n\n"
            "KẾ HOẠCH\nTháng Thanh niên\n----\n\nNội dung.\n\nNơi nhận:\n- Trung ương Đoàn;\n- Lưu: VP.\n\nTM. BAN THƯỜNG VỤ TỈNH ĐOÀN\nPHÓ BÍ THƯ\n\n\nPhan Xuân Hạnh\n"
        ),
        {
            "type": "Kế hoạch",
            "number": "210",
            "symbol": "KH/TĐTN-PT",
            "place": "Phú Yên",
            "signer": "Phan Xuân Hạnh",
            "signer_position": "Phó Bí thư",
            "province": "Phú Yên",
        },
    ),
    "trade union": (
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLIÊN ĐOÀN LAO ĐỘNG TỈNH HẢI DƯƠNG\n"
        + MOTTO
        + "\nSố: 31/HD-LĐLĐ\nHải Dương, ngày 5 tháng 5 năm 2022\n\nHƯỚNG DẪN\nTổ chức Tháng Công nhân\n",
        {"type": "Hướng dẫn", "issuer": "Liên đoàn Lao động tỉnh Hải Dương", "symbol": "HD-LĐLĐ"},
    ),
    "provincial court": (
        "TÒA ÁN NHÂN DÂN\nTỈNH TRÀ VINH\n"
        + MOTTO
        + "\nSố: 14/TB-TA\nTrà Vinh, ngày 2 tháng 11 năm 2023\n\nTHÔNG BÁO\nLịch xét xử\n\nNội dung./.\n\nNơi nhận:\n- Như trên;\n- Lưu: VP.\nKT. CHÁNH ÁN\nPHÓ CHÁNH ÁN\nTHẠCH SÔ PHI\n",
        {
            "type": "Thông báo",
            "issuer": "Tòa án nhân dân tỉnh Trà Vinh",
            "signer": "Thạch Sô Phi",
            "signer_position": "Phó Chánh án",
        },
    ),
    "commune committee after 2025": (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG TAM KỲ\n"
        + MOTTO
        + "\nSố: 19/KH-UBND\nTam Kỳ, ngày 14 tháng 8 năm 2025\n\nKẾ HOẠCH\nVệ sinh môi trường\n\n",
        {"type": "Kế hoạch", "issuer": "Ủy ban nhân dân phường Tam Kỳ", "level": "commune", "place": "Tam Kỳ"},
    ),
    "district office": (
        "ỦY BAN NHÂN DÂN\nHUYỆN TỦA CHÙA\nPHÒNG NỘI VỤ\n"
        + MOTTO
        + "\nSố: 45/BC-NV\nTủa Chùa, ngày 6 tháng 12 năm 2019\n\nBÁO CÁO\nCông tác thi đua\n",
        {"type": "Báo cáo", "issuer": "Phòng Nội vụ huyện Tủa Chùa", "number": "45"},
    ),
    "district committee": (
        "UBND HUYỆN ĐÔNG GIANG\n"
        + MOTTO
        + "\nSố:   /TTr-UBND\nĐông Giang, ngày   tháng   năm 2018\n\nTỜ TRÌNH\nVề việc điều chỉnh dự toán\n\nKính gửi: Sở Tài chính tỉnh Quảng Nam\n",
        {
            "type": "Tờ trình",
            "number": None,
            "symbol": "TTr-UBND",
            "date": "2018",
            "issuer": "Ủy ban nhân dân huyện Đông Giang",
            "level": "district",
            "addressees": ("Sở Tài chính tỉnh Quảng Nam",),
        },
    ),
    "company letter": (
        "TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM\nTỔNG CÔNG TY ĐIỆN LỰC MIỀN TRUNG\n"
        + MOTTO
        + "\nSố: 3110/EVNCPC-KD\nV/v tiết giảm điện\nĐà Nẵng, ngày 22 tháng 5 năm 2023\n\nKính gửi: Sở Công Thương tỉnh Quảng Nam\n",
        {
            "type": "Công văn",
            "number": "3110",
            "symbol": "EVNCPC-KD",
            "issuer": "Tổng công ty Điện lực miền Trung",
            "place": "Đà Nẵng",
        },
    ),
    "joint circular": (
        "BỘ TƯ PHÁP - BỘ TÀI CHÍNH\n-------\n"
        + MOTTO
        + "\nSố: 11/2014/TTLT-BTP-BTC\nHà Nội, ngày 17 tháng 4 năm 2014\n\nTHÔNG TƯ LIÊN TỊCH\nQUY ĐỊNH MỨC CHI\n\nCăn cứ Nghị định về chức năng;\n",
        {
            "type": "Thông tư liên tịch",
            "number": "11",
            "year": "2014",
            "symbol": "TTLT-BTP-BTC",
            "issuer": "Bộ Tư pháp - Bộ Tài chính",
            "level": "central",
        },
    ),
    "law": (
        "QUỐC HỘI\n-------\n"
        + MOTTO
        + "\nLuật số: 17/2019/QH14\n\nLUẬT\nTHƯ VIỆN MẪU\n\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\n",
        {
            "type": "Luật",
            "number": "17",
            "year": "2019",
            "symbol": "QH14",
            "issuer": "Quốc hội",
            "title": "THƯ VIỆN MẪU",
            "date": None,
            "place": None,
        },
    ),
    "National Assembly resolution": (
        "QUỐC HỘI\n-------\n"
        + MOTTO
        + "\nNghị quyết số: 96/2019/QH14\nHà Nội, ngày 27 tháng 11 năm 2019\n\nNGHỊ QUYẾT\nVỀ CÔNG TÁC MẪU\n\nQUỐC HỘI\n\nCăn cứ Hiến pháp;\n",
        {"type": "Nghị quyết", "number": "96", "symbol": "QH14", "issuer": "Quốc hội", "title": "VỀ CÔNG TÁC MẪU"},
    ),
    "people's council resolution": (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH KIÊN GIANG\n"
        + MOTTO
        + "\nSố: 08/2022/NQ-HĐND\nKiên Giang, ngày 28 tháng 7 năm 2022\n\nNGHỊ QUYẾT\nQuy định mức hỗ trợ\n\n"
        "HỘI ĐỒNG NHÂN DÂN TỈNH KIÊN GIANG\nKHÓA X, KỲ HỌP THỨ BẢY\n\nCăn cứ Luật;\n",
        {
            "type": "Nghị quyết",
            "year": "2022",
            "symbol": "NQ-HĐND",
            "issuer": "Hội đồng nhân dân tỉnh Kiên Giang",
            "title": "Quy định mức hỗ trợ",
        },
    ),
    "committee of a people's council": (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH KON TUM\nBAN PHÁP CHẾ\n"
        + MOTTO
        + "\nSố: 21/BC-BPC\nKon Tum, ngày 1 tháng 12 năm 2021\n\nBÁO CÁO\nTHẨM TRA\nDự thảo nghị quyết\n",
        {"type": "Báo cáo", "issuer": "Ban Pháp chế Hội đồng nhân dân tỉnh Kon Tum"},
    ),
    "office under the ministry": (
        "BỘ CÔNG THƯƠNG\nCỤC HÓA CHẤT\n"
        + MOTTO
        + "\nSố: 512/HC-KT\nV/v báo cáo định kỳ\nHà Nội, ngày 9 tháng 1 năm 2026\n\nKính gửi: Sở Công Thương các tỉnh, thành phố\n",
        {"type": "Công văn", "issuer": "Cục Hóa chất", "place": "Hà Nội"},
    ),
    "department of a city": (
        "UBND THÀNH PHỐ HẢI PHÒNG\nSỞ DU LỊCH\n"
        + MOTTO
        + "\nSố: 77/KH-SDL\nHải Phòng, ngày 4 tháng 4 năm 2022\n\nKẾ HOẠCH\nKích cầu\n",
        {"issuer": "Sở Du lịch thành phố Hải Phòng", "province": "Hải Phòng"},
    ),
    "inspectorate of a province": (
        "UBND TỈNH GIA LAI\nTHANH TRA TỈNH\n"
        + MOTTO
        + "\nSố: 5/KL-TTT\nGia Lai, ngày 3 tháng 3 năm 2023\n\nKẾT LUẬN THANH TRA\nviệc quản lý đất đai\n",
        {"type": "Kết luận", "issuer": "Thanh tra tỉnh Gia Lai"},
    ),
    "markdown with bars and stars": (
        (
            "|\n**BỘ NỘI\nVỤ**\n-------\n|\n**CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM**\nĐộc lập - Tự do - Hạnh phúc\n---------------\n|\n|\nSố:\n9/2024/TT-BNV\n|\n"
            "*Hà Nội,\nngày 16 tháng 9 năm 2024*\n|\n\n** **\n\n**THÔNG TƯ**\n\nBÃI BỎ MỘT PHẦN\nVĂN BẢN CŨ\n\n*Căn cứ Nghị định;*\n"
        ),
        {
            "type": "Thông tư",
            "number": "9",
            "year": "2024",
            "symbol": "TT-BNV",
            "issuer": "Bộ Nội vụ",
            "date": "2024-09-16",
            "place": "Hà Nội",
            "title": "BÃI BỎ MỘT PHẦN VĂN BẢN CŨ",
        },
    ),
    "one-line markdown table with breaks": (
        (
            "| **UBND TỈNH LONG AN**<br>**SỞ XÂY DỰNG** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>**Độc lập - Tự do - Hạnh phúc** |\n|---|---|\n"
            "| Số: 44/TB-SXD | *Long An, ngày 7 tháng 7 năm 2022* |\n\n# THÔNG BÁO\n\nKết quả thẩm định\n\n"
        ),
        {
            "type": "Thông báo",
            "number": "44",
            "issuer": "Sở Xây dựng tỉnh Long An",
            "date": "2022-07-07",
            "place": "Long An",
            "title": "Kết quả thẩm định",
        },
    ),
    "motto glued to the agency": (
        "UBND TỈNH CÀ MAU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NGOẠI VỤ Độc lập – Tự do – Hạnh phúc\nSố: 61/SNgV-LS Cà Mau, ngày 8 tháng 8 năm 2018\nV/v đón đoàn\n\nKính gửi: Bộ Ngoại giao\n",
        {
            "type": "Công văn",
            "number": "61",
            "symbol": "SNgV-LS",
            "issuer": "Sở Ngoại vụ tỉnh Cà Mau",
            "place": "Cà Mau",
            "date": "2018-08-08",
        },
    ),
    "Windows line ends and no-break blanks": (
        "UBND\u00a0TỈNH AN GIANG\r\nSỞ TÀI CHÍNH\r\n"
        + MOTTO.replace("\n", "\r\n")
        + "\r\nSố:\u00a0\u00a0300/STC-NS\r\nAn Giang,\u00a0ngày\u00a015\u00a0tháng 10 năm 2020\r\n\r\nKính gửi: Phòng Tài chính các huyện.\r\n",
        {
            "type": "Công văn",
            "number": "300",
            "symbol": "STC-NS",
            "issuer": "Sở Tài chính tỉnh An Giang",
            "date": "2020-10-15",
            "place": "An Giang",
        },
    ),
    "office written without a blank": (
        (
            "BÁO CÁO\nKết quả quý I\n\nSở Tài chính tỉnh Bến Tre báo cáo kết quả như sau:\n1. Tốt.\n\nTrên đây là báo cáo của Sở Tài chính, đề nghị Sở Nội vụ tổng hợp./.\n\n"
            "Nơi nhận:\n- Sở Nội vụ;\n- Lưu VT.\n\n**KT.GIÁM ĐỐC\nPHÓ GIÁM ĐỐC**\n\nNgô Thị Ba"
        ),
        {
            "type": "Báo cáo",
            "issuer": "Sở Tài chính tỉnh Bến Tre",
            "submitted_to": "Sở Nội vụ",
            "signer": "Ngô Thị Ba",
            "signing_capacity": "KT.",
            "number": None,
        },
    ),
    "signature beside the recipients": (
        (
            "UBND TỈNH NAM ĐỊNH\nSỞ NỘI VỤ\nSố: 3/BC-SNV\nNam Định, ngày 1 tháng 2 năm 2021\nBÁO CÁO\nTình hình\n\nĐã làm xong./.\n\n"
            "Nơi nhận:                          GIÁM ĐỐC\n- UBND tỉnh;\n- Ban Tổ chức Tỉnh ủy;\n- Lưu: VT.\n                                   Trần Anh Dũng\n"
        ),
        {"signer": "Trần Anh Dũng", "signer_position": "Giám đốc", "recipients": ("UBND tỉnh", "Ban Tổ chức Tỉnh ủy")},
    ),
    "digital signature block and a degree": (
        "BỘ Y TẾ\n"
        + MOTTO
        + "\nSố: 8/CĐ-BYT\nHà Nội, ngày 30 tháng 4 năm 2021\n\nCÔNG ĐIỆN\nVề việc phòng dịch\n\nBộ Y tế yêu cầu.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNgười ký: Bộ Y tế\nĐã ký\nGS.TS. Trần Văn Thuấn Minh\n",
        {"type": "Công điện", "issuer": "Bộ Y tế", "signer": "Trần Văn Thuấn Minh", "signer_position": "Thứ trưởng"},
    ),
    "draft with stamps and smudges": (
        "DỰ THẢO\nHỎA TỐC\nDUBND TỈNH LẠNG SƠN\nVĂN PHÒNG\n"
        + MOTTO
        + "\nSố: ……/BC-VP\nLạng Sơn, ngày … tháng … năm 2024\n\nBÁO CÁO\nCông tác lễ tân\n",
        {
            "type": "Báo cáo",
            "number": None,
            "symbol": "BC-VP",
            "issuer": "Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn",
            "date": "2024",
            "place": "Lạng Sơn",
        },
    ),
    "eth in place of Đ, dotted blanks": (
        "UBND TỈNH KIÊN GIANG\nSỞ GIÁO DỤC VÀ ÐÀO TẠO\n"
        + MOTTO
        + "\nSố: 12/QÐ-SGDÐT\nKiên Giang, ngày 5/9/2013\n\nQUYẾT ÐỊNH\nVề việc khen thưởng\n",
        {
            "type": "Quyết định",
            "symbol": "QĐ-SGDĐT",
            "issuer": "Sở Giáo dục và Đào tạo tỉnh Kiên Giang",
            "date": "2013-09-05",
        },
    ),
    "annex with a head of its own": (
        (
            "UBND TỈNH BÌNH DƯƠNG\nSỞ Y TẾ\nSố: 9/QĐ-SYT\nBình Dương, ngày 9 tháng 9 năm 2019\nQUYẾT ĐỊNH\nBan hành mẫu\n\nĐiều 1. Ban hành./.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nLục Duy An\n\n"
            "Phụ lục\nSỞ TƯ PHÁP\nSố: 77/BC-STP\nĐồng Nai, ngày 1 tháng 1 năm 2020\nBÁO CÁO\nMẫu\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Thị Hai\n"
        ),
        {
            "number": "9",
            "symbol": "QĐ-SYT",
            "issuer": "Sở Y tế tỉnh Bình Dương",
            "signer": "Lục Duy An",
            "type": "Quyết định",
        },
    ),
    "cut off before the end": (
        "UBND TỈNH BẾN TRE\nSỞ CÔNG THƯƠNG\n"
        + MOTTO
        + "\nSố: 1/KH-SCT\nBến Tre, ngày 2 tháng 1 năm 2023\nKẾ HOẠCH\nHội chợ\n\n"
        + "Các đơn vị chủ động phối hợp với Giám đốc Sở. " * 90,
        {"signer": None, "signer_position": None, "recipients": (), "issuer": "Sở Công Thương tỉnh Bến Tre"},
    ),
    "parent and organ on one line": (
        "UBND TỈNH PHÚ THỌ SỞ XÂY DỰNG\nSố: 6/BC-SXD\nPhú Thọ, ngày 2/3/2022\nBÁO CÁO\nNhà ở\n",
        {"issuer": "Sở Xây dựng tỉnh Phú Thọ", "number": "6", "date": "2022-03-02", "place": "Phú Thọ"},
    ),
    "three offices in the signature": (
        (
            "BỘ TÀI CHÍNH\nCỤC THUẾ\nSố: 51/CT-CS\nV/v hóa đơn\nHà Nội, ngày 2 tháng 3 năm 2026\n\nKính gửi: Thuế tỉnh Lào Cai\n\nĐã rõ./.\n\n"
            "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTL. CỤC TRƯỞNG\nKT. TRƯỞNG BAN CHÍNH SÁCH\nPHÓ TRƯỞNG BAN\n\nLưu Thị Én\n"
        ),
        {
            "issuer": "Cục Thuế",
            "type": "Công văn",
            "signer": "Lưu Thị Én",
            "signer_position": "Phó Trưởng ban",
            "signing_capacity": "KT.",
        },
    ),
    "central Front": (
        "MẶT TRẬN TỔ QUỐC VIỆT NAM\nỦY BAN TRUNG ƯƠNG\n"
        + MOTTO
        + "\nSố: 6/HD-MTTW-BTT\nHà Nội, ngày 6 tháng 6 năm 2024\nHƯỚNG DẪN\nNgày hội\n",
        {"issuer": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "level": "central"},
    ),
    "Party committee of a department": (
        "ĐẢNG ỦY UBND TỈNH TUYÊN QUANG\nĐẢNG ỦY SỞ Y TẾ\n*\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 3-KH/ĐU\nTuyên Quang, ngày 9 tháng 9 năm 2025\nKẾ HOẠCH\nhọc tập\n",
        {"issuer": "Đảng ủy Sở Y tế tỉnh Tuyên Quang", "symbol": "KH/ĐU", "number": "3"},
    ),
    "office of a commune": (
        "UBND XÃ NA RÌ\nVĂN PHÒNG HĐND VÀ UBND\nSố: 2/BC-VP\nNa Rì, ngày 4 tháng 12 năm 2025\nBÁO CÁO\nTrực lễ\n",
        {"issuer": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Na Rì"},
    ),
    "inspection team of a department": (
        "SỞ Y TẾ HÀ NAM\nĐOÀN KIỂM TRA\nSố:   /ĐKT-SYT\n"
        + MOTTO
        + "\nHà Nam, ngày   tháng 5 năm 2024\nBÁO CÁO\nKết quả kiểm tra\n",
        {"issuer": "Đoàn kiểm tra Sở Y tế tỉnh Hà Nam", "symbol": "ĐKT-SYT", "type": "Báo cáo", "date": "2024-05"},
    ),
    "only number and resolution left of the head": (
        "Số: 77/NQ-UBTVQH14 |\n|\n\n**NGHỊ QUYẾT**\n\n**Về việc mẫu**\n\n**ỦY BAN THƯỜNG VỤ QUỐC HỘI**\n\n*Căn cứ Hiến pháp*\n",
        {
            "issuer": "Ủy ban Thường vụ Quốc hội",
            "type": "Nghị quyết",
            "symbol": "NQ-UBTVQH14",
            "date": None,
            "title": "Về việc mẫu",
        },
    ),
    "name broken over two lines": (
        "|\n**BỘ NÔNG NGHIỆP VÀ MÔI\nTRƯỜNG**\n-----\n|\n"
        + MOTTO
        + "\n|\nSố: 3/CT-BNNMT\n|\n*Hà Nội, ngày 2\ntháng 5 năm 2025*\n|\n\n**CHỈ THỊ**\n\nVỀ VIỆC MẪU\n",
        {"issuer": "Bộ Nông nghiệp và Môi trường", "date": "2025-05-02"},
    ),
    "Party office by order": (
        (
            "TỈNH ỦY LAI CHÂU\nVĂN PHÒNG\n*\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 8-TB/VPTU\nLai Châu, ngày 2 tháng 5 năm 2025\nTHÔNG BÁO\nlịch họp\n\nHết.\n\n"
            "Nơi nhận:\n- Như trên,\n- Lưu Văn phòng Tỉnh ủy.\n\nT/L THƯỜNG TRỰC TỈNH ỦY\nCHÁNH VĂN PHÒNG\n\n\nSùng A Hồ\n"
        ),
        {
            "issuer": "Văn phòng Tỉnh ủy Lai Châu",
            "signer": "Sùng A Hồ",
            "signer_position": "Chánh Văn phòng",
            "signing_capacity": "T/L",
        },
    ),
    "item of the recipients wrapped before an abbreviation": (
        (
            "UBND TỈNH HÀ NAM\nSỞ Y TẾ\nSố: 9/BC-SYT\nBÁO CÁO\nTiêm chủng\n\nTốt./.\n\n"
            "Nơi nhận:\n- Giám đốc, Cổng\nTTĐT;\n- Lưu: VT.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nLê Thị Tư\n"
        ),
        {"recipients": ("Giám đốc, Cổng TTĐT",), "signer": "Lê Thị Tư"},
    ),
    "management board of an economic zone": (
        "UBND TỈNH QUẢNG NGÃI\nBAN QUẢN LÝ KHU KINH TẾ\nDUNG QUẤT\nSố: 9/BC-BQL\n"
        + MOTTO
        + "\nQuảng Ngãi, ngày 6 tháng 6 năm 2024\nBÁO CÁO\nThu hút đầu tư\n",
        {"issuer": "Ban Quản lý Khu kinh tế Dung Quất tỉnh Quảng Ngãi", "province": "Quảng Ngãi"},
    ),
    "city with a dash in its name": (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ PHAN RANG - THÁP CHÀM\nSố: 9/KH-UBND\n"
        + MOTTO
        + "\nPhan Rang - Tháp Chàm, ngày 6 tháng 6 năm 2024\nKẾ HOẠCH\nChỉnh trang hè phố\n\nThực hiện.\n\n"
        "Nơi nhận:\n- UBND tỉnh Ninh Thuận (b/c);\n- Lưu: VT.\n",
        {
            "issuer": "Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm",
            "place": "Phan Rang - Tháp Chàm",
            "province": "Ninh Thuận",
            "level": "district",
        },
    ),
    "commune whose province only the recipients name": (
        "UBND HUYỆN BA TƠ\nỦY BAN NHÂN DÂN XÃ BA VÌ\nSố: 4/BC-UBND\n"
        + MOTTO
        + "\nBa Vì, ngày 6 tháng 6 năm 2024\nBÁO CÁO\nSửa đường\n\n"
        + "Tu sửa đường liên thôn.\n" * 300
        + "\nNơi nhận:\n- Sở Xây dựng tỉnh Quảng Ngãi;\n- Lưu: VT.\n\nCHỦ TỊCH\n\n\nPhạm Văn Sáu\n",
        {"issuer": "Ủy ban nhân dân xã Ba Vì", "province": "Quảng Ngãi", "level": "commune"},
    ),
    "ward that bears the name of another province": (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG HÀ NAM\nSố: 4/BC-UBND\n"
        + MOTTO
        + "\nHà Nam, ngày 6 tháng 6 năm 2026\nBÁO CÁO\nSửa đường\n\nTheo văn bản của UBND tỉnh Quảng Ninh.\n",
        {"issuer": "Ủy ban nhân dân phường Hà Nam", "province": "Quảng Ninh", "level": "commune"},
    ),
    "district and province in one line": (
        "UBND HUYỆN BẢO THẮNG, TỈNH LÀO CAI\nPHÒNG Y TẾ\nSố: 4/BC-PYT\n" + MOTTO + "\nBÁO CÁO\nSửa đường\n",
        {"province": "Lào Cai"},
    ),
}

FIELDS = [(kind, field) for kind, (_, wanted) in CASES.items() for field in wanted]


def plain(header: object, field: str) -> object:
    value = getattr(header, field)
    if field == "date":
        return value.isoformat() if value else None
    return str(value) if field == "level" and value is not None else value


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{kind}: {field}" for kind, field in FIELDS])
def test_field(kind: str, field: str) -> None:
    text, wanted = CASES[kind]
    assert plain(read_header(text), field) == wanted[field]


@pytest.mark.parametrize("kind", CASES)
def test_decomposed_letters_read_the_same(kind: str) -> None:
    text, _ = CASES[kind]
    assert read_header(unicodedata.normalize("NFD", text)) == read_header(text)
